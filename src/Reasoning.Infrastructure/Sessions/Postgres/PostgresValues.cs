using System.Text;
using Npgsql;
using NpgsqlTypes;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>How values go into statements and come out of rows.</summary>
internal static class PostgresValues
{
    extension(NpgsqlParameterCollection parameters)
    {
        public void AddName(SessionKey session)
        {
            parameters.AddText("tenant", session.Tenant.Value);
            parameters.AddText("name", session.Id.Value);
        }

        public void AddText(string name, string text) => parameters.Add(new NpgsqlParameter<string>(name, text));

        public void AddLong(string name, long? value) =>
            parameters.Add(new NpgsqlParameter<long?>(name, NpgsqlDbType.Bigint) { TypedValue = value });

        /// <summary>What a user or a model wrote.</summary>
        public void AddUtf8(string name, string? text) => parameters.Add(
            new NpgsqlParameter<byte[]?>(name, NpgsqlDbType.Bytea) { TypedValue = text is null ? null : Encoding.UTF8.GetBytes(text) });

        public void AddTime(string name, DateTimeOffset time) => parameters.Add(
            new NpgsqlParameter<DateTimeOffset>(name, NpgsqlDbType.TimestampTz) { TypedValue = time.ToUniversalTime() });
    }

    public static string GetUtf8(this NpgsqlDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));
}
