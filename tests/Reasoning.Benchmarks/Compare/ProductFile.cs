namespace Reasoning.Benchmarks.Compare;

internal static class ProductFile
{
    private const string Relative = "src/Reasoning.Api/bin/Release/net10.0/Reasoning.Api.dll";

    /// <summary>The release build in the repository that this assembly was built in.</summary>
    public static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Reasoning.sln")))
            directory = directory.Parent;
        return Path.Combine(directory?.FullName ?? ".", Relative);
    }
}
