using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Where the PostgreSQL server is; section <c>Storage</c>. Used when <c>Storage:Provider</c> is <c>postgres</c>.</summary>
public sealed class PostgresStoreOptions
{
    public const string Section = "Storage";

    /// <summary>An Npgsql connection string; the database has to exist. What it does not say is set for this use.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>How long the start waits for a server that is not there yet.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gives the store and every session a new epoch at this start: for a database that was restored from a backup,
    /// whose clients may have seen more than it holds.
    /// </summary>
    public bool NewEpoch { get; set; }
}
