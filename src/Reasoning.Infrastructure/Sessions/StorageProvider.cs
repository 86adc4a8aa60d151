namespace Reasoning.Infrastructure.Sessions;

/// <summary>What keeps the logs.</summary>
public enum StorageProvider
{
    /// <summary>Nothing beyond the process.</summary>
    Memory,

    /// <summary>One file on this machine, for one server.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}
