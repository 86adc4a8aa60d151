namespace Reasoning.IntegrationTests.Clients;

/// <summary>The one limit of every wait: far more than a sound server needs, even on a busy machine.</summary>
internal static class Limit
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static Task InTime(this Task task) => task.WaitAsync(Wait, TimeProvider.System, TestContext.Current.CancellationToken);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Wait, TimeProvider.System, TestContext.Current.CancellationToken);

    public static Task InTime(this ValueTask task) => task.AsTask().InTime();

    public static Task<T> InTime<T>(this ValueTask<T> task) => task.AsTask().InTime();

    /// <summary>For states that nobody announces. <paramref name="step"/> is done before each look.</summary>
    public static async Task UntilAsync(Func<bool> isReached, string what, Action? step = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isReached())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Wait)
                throw new TimeoutException($"Not reached: {what}.");
            step?.Invoke();
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
