using System.ComponentModel.DataAnnotations;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Which documents are searched. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    public const string Section = "Knowledge";

    /// <summary>A folder of <c>.md</c> and <c>.txt</c> files, searched with its subfolders; relative to the current
    /// folder. It must exist. Default (empty): the project's own documents, which stand beside the program.</summary>
    public string? Path { get; set; }

    /// <summary>Files beyond this number are left out. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxFiles { get; set; } = 20_000;

    /// <summary>Of a longer file only this many bytes are read. Default 4 MiB: longer texts are logs and dumps.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxFileBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Files are left out once this much was read. Default 256 MiB: the index is kept in memory and takes about
    /// twice the size of the text.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxTotalBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>How long a question waits for an index that is still being built. Default 20 s, less than a tool's time
    /// limit.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReadyTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Where the program's own documents are copied by the build.</summary>
    internal static string DefaultPath => System.IO.Path.Combine(AppContext.BaseDirectory, "knowledge");

    internal string Folder => string.IsNullOrWhiteSpace(Path) ? DefaultPath : System.IO.Path.GetFullPath(Path);
}
