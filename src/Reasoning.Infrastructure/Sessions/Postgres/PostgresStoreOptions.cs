using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Where the PostgreSQL server is; section <c>Storage</c>. Used when <c>Storage:Provider</c> is <c>postgres</c>.</summary>
public sealed class PostgresStoreOptions
{
    public const string Section = "Storage";

    /// <summary>An Npgsql connection string; the database has to exist. What it does not say is set for this use.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";
}
