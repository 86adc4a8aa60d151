namespace Reasoning.ChaosTests.Checks;

/// <summary>Which store is read how.</summary>
internal static class StoredLogs
{
    /// <returns><see langword="null"/> for a store that ends with the server.</returns>
    public static async Task<IStoredLog?> OpenAsync(string store, string folder, CancellationToken cancellationToken) => store switch
    {
        "sqlite" => await SqliteLog.OpenAsync(folder, cancellationToken),
        _ => null,
    };
}
