namespace Reasoning.GoldTests.Questions;

/// <summary>The documents that the questions are about.</summary>
internal static class GoldDocuments
{
    public const string Missing =
        "The documents are not here: build/fetch-gold-documents.sh fetches them (Debian packages), or REASONING_GOLD_DOCUMENTS names their folder.";

    public static string? Folder
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("REASONING_GOLD_DOCUMENTS");
            return string.IsNullOrEmpty(named) ? Fetched() : named;
        }
    }

    // Where the script puts them: artifacts/gold at the root, wherever below it this was built.
    private static string? Fetched()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Reasoning.sln")))
            {
                var fetched = Path.Combine(folder.FullName, "artifacts", "gold");
                return Directory.Exists(fetched) ? fetched : null;
            }
        }

        return null;
    }
}
