using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Which documents are searched. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    public const string Section = "Knowledge";

    internal const string InMemory = ":memory:";

    /// <summary>A folder of Markdown, plain text, reStructuredText and HTML files, also packed with gzip, searched with its
    /// subfolders; relative to the current folder. It must exist. Default (empty): the project's own documents, which stand
    /// beside the program.</summary>
    public string? Path { get; set; }

    /// <summary>The file that keeps the index, relative to the current folder; <c>:memory:</c> keeps it in memory. Default
    /// (empty): <c>knowledge.db</c> in the folder of the session store, or memory when that keeps nothing either.</summary>
    public string? IndexPath { get; set; }

    /// <summary>How often the folder is looked at although nobody has told of a change: network folders do not tell.
    /// Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Files beyond this number are left out. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxFiles { get; set; } = 20_000;

    /// <summary>Of a longer file only this many bytes are read, unpacked. Default 4 MiB: longer texts are logs and dumps.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxFileBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Files are left out once this much was read. Default 256 MiB: the index takes about
    /// twice the size of the text.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxTotalBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>How long a question waits for an index that is still being built. Default 20 s, less than a tool's time
    /// limit.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReadyTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Where the program's own documents are copied by the build.</summary>
    internal static string DefaultPath => System.IO.Path.Combine(AppContext.BaseDirectory, "knowledge");

    /// <summary><see langword="null"/> for memory.</summary>
    internal string? IndexFile => string.IsNullOrWhiteSpace(IndexPath) || IndexPath == InMemory ? null : System.IO.Path.GetFullPath(IndexPath);

    internal string Folder => string.IsNullOrWhiteSpace(Path) ? DefaultPath : System.IO.Path.GetFullPath(Path);
}
