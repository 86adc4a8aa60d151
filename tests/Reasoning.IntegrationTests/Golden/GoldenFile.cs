using System.Runtime.CompilerServices;
using System.Text;

namespace Reasoning.IntegrationTests.Golden;

/// <summary>The wire as it was agreed: one message a file, to the byte. <c>GOLDEN_WRITE=1</c> writes the files anew.</summary>
internal static class GoldenFile
{
    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("GOLDEN_WRITE") == "1";

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden", folder), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    /// <summary>The message, without the line end that every text file has.</summary>
    public static byte[] Read(string folder, string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", folder, $"{name}.json"));
        Assert.Equal((byte)'\n', bytes[^1]);
        return bytes[..^1];
    }

    public static void IsSame(string folder, string name, ReadOnlySpan<byte> message)
    {
        if (IsWriting)
            File.WriteAllBytes(Path.Combine(SourceFolder(), folder, $"{name}.json"), [.. message, (byte)'\n']);
        else
            Assert.Equal(Encoding.UTF8.GetString(Read(folder, name)), Encoding.UTF8.GetString(message));
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
