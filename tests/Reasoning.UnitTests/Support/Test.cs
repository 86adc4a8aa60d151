namespace Reasoning.UnitTests.Support;

/// <summary>What every test that waits uses: one limit for all, far beyond what a slow machine needs.</summary>
internal static class Test
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task InTime(this Task task) => task.WaitAsync(Limit, Token);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit, Token);
}
