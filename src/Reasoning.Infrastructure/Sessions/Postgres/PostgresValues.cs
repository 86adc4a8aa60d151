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

        public void AddTitle(SessionTitle? title)
        {
            parameters.AddText("title", title?.Value);
            parameters.AddText("title_folded", title?.Folded);
        }

        public void AddText(string name, string? text) =>
            parameters.Add(new NpgsqlParameter<string?>(name, NpgsqlDbType.Text) { TypedValue = text });

        public void AddLong(string name, long? value) =>
            parameters.Add(new NpgsqlParameter<long?>(name, NpgsqlDbType.Bigint) { TypedValue = value });

        public void AddTexts(string name, List<string> texts) =>
            parameters.Add(new NpgsqlParameter<List<string>>(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { TypedValue = texts });

        public void AddLongs(string name, List<long> values) =>
            parameters.Add(new NpgsqlParameter<List<long>>(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { TypedValue = values });

        public void AddFrames(string name, IList<ReadOnlyMemory<byte>> frames) => parameters.Add(
            new NpgsqlParameter<IList<ReadOnlyMemory<byte>>>(name, NpgsqlDbType.Array | NpgsqlDbType.Bytea) { TypedValue = frames });

        /// <summary>What a user or a model wrote.</summary>
        public void AddUtf8(string name, string? text) => parameters.Add(
            new NpgsqlParameter<byte[]?>(name, NpgsqlDbType.Bytea) { TypedValue = text is null ? null : Encoding.UTF8.GetBytes(text) });

        public void AddTime(string name, DateTimeOffset time) => parameters.Add(
            new NpgsqlParameter<DateTimeOffset>(name, NpgsqlDbType.TimestampTz) { TypedValue = time.ToUniversalTime() });
    }

    public static string GetUtf8(this NpgsqlDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));
}
