namespace Reasoning.UnitTests.Support;

/// <summary>What every test that waits uses: one limit for all, far beyond what a slow machine needs.</summary>
internal static class Test
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task InTime(this Task task) => task.WaitAsync(Limit, Token);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit, Token);

    /// <summary>For what nobody announces: looks again and again, and fails when the limit is reached.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, "It never came to be.");
            await Task.Delay(Look, TimeProvider.System, Token);
        }
    }
}
