using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Where and how long logs are kept; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>What keeps the logs.</summary>
    [EnumDataType(typeof(StorageProvider), ErrorMessage = "Storage:Provider must be memory, sqlite or postgres.")]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The folder of the SQLite database, created when it is missing; default: <c>data</c> in the working directory.</summary>
    [StringLength(4_096, ErrorMessage = "Storage:Path must not be longer than 4,096 characters.")]
    public string? Path { get; set; }

    /// <summary>When a commit to SQLite counts as stored.</summary>
    [EnumDataType(typeof(StorageSynchronous), ErrorMessage = "Storage:Synchronous must be full or normal.")]
    public StorageSynchronous Synchronous { get; set; } = StorageSynchronous.Full;

    /// <summary>
    /// After a backup was restored: every log gets a new epoch at this start, so that no client takes what is stored
    /// from now on for what it has seen before. For one start only.
    /// </summary>
    public bool NewEpoch { get; set; }

    /// <summary>How long the start waits for a PostgreSQL server that is not there yet.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long runs wait for a store that fails before their work is stopped and left until it is back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OutageLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the server looks for runs that nobody works on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(5);

    internal string Folder => string.IsNullOrWhiteSpace(Path)
        ? System.IO.Path.GetFullPath("data")
        : System.IO.Path.GetFullPath(Path);
}
