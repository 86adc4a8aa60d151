using System.Runtime.InteropServices;

namespace Reasoning.Benchmarks.Compare;

internal static class ProductFile
{
    private const string Build = "src/Reasoning.Api/bin/Release/net10.0";
    private const string Assembly = "Reasoning.Api.dll";

    /// <summary>The release build in the repository that this assembly was built in.</summary>
    public static string Find() => Path.Combine(Repository, Build, Assembly);

    /// <summary>Where publishing that repository's product for this platform puts it.</summary>
    public static string FindPublished() =>
        Path.Combine(Repository, Build, RuntimeInformation.RuntimeIdentifier, "publish", Assembly);

    private static string Repository
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Reasoning.sln")))
                directory = directory.Parent;
            return directory?.FullName ?? ".";
        }
    }
}
