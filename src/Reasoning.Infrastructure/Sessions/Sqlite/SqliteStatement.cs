using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>A prepared statement with positional parameters <c>?1</c>, <c>?2</c>, … It lives as long as its connection.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"?{number}", Value = DBNull.Value });
        _command.Prepare();
    }

    /// <summary>Sets one parameter, counted from 1.</summary>
    public void Bind(int number, object? value) => _command.Parameters[number - 1].Value = value ?? DBNull.Value;

    /// <returns>How many rows it changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        BindAll(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; <see langword="null"/> when there is none.</summary>
    public object? Value(params ReadOnlySpan<object?> values)
    {
        BindAll(values);
        return _command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        BindAll(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void BindAll(ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
            Bind(index + 1, values[index]);
    }
}
