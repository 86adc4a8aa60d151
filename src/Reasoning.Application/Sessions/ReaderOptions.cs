using System.ComponentModel.DataAnnotations;

namespace Reasoning.Application.Sessions;

/// <summary>Limits of one reader; section <c>Readers</c>.</summary>
public sealed class ReaderOptions
{
    public const string Section = "Readers";

    /// <summary>Bytes of live events that may wait for one reader. Beyond, the reader reads the log at its own pace.</summary>
    [Range(1, 64 * 1024 * 1024)]
    public int MaxLiveBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of direct answers and broadcasts that may wait for one connection. Beyond, its messages are not read.</summary>
    [Range(1, 64 * 1024 * 1024)]
    public int MaxDirectBytes { get; set; } = 64 * 1024;

    /// <summary>Bytes that a lagging reader takes from the log at a time.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int PageBytes { get; set; } = 128 * 1024;
}
