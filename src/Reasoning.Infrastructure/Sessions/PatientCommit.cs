using Microsoft.Extensions.Logging;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>A write that is tried again while the store fails, up to the outage limit: until then everything waits, and nothing is lost.</summary>
internal sealed partial class PatientCommit(SessionKey session, LocalSessionServices services)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    /// <param name="first">The attempt that is under way.</param>
    /// <returns><see langword="null"/> when it is stored; else why it will not be.</returns>
    public Task<Exception?> AppendAsync(ValueTask first, long term, SessionAppend content) =>
        WaitAsync(first, () => services.Store.AppendAsync(session, term, content, CancellationToken.None));

    /// <returns><see langword="null"/> when it is deleted; else why it will not be.</returns>
    public Task<Exception?> DeleteAsync(long term)
    {
        // The same each time, whether the one before was done or not.
        var next = Epoch.New();
        var delete = () => services.Store.DeleteAsync(session, term, next, CancellationToken.None);
        return WaitAsync(delete(), delete);
    }

    private async Task<Exception?> WaitAsync(ValueTask first, Func<ValueTask> again)
    {
        var commit = first;
        var since = services.Time.GetTimestamp();
        for (var delay = FirstRetry; ; delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestRetry.Ticks)))
        {
            try
            {
                await commit;
                return null;
            }
            catch (StoreUnavailableException outage) when (services.Time.GetElapsedTime(since) < services.Storage.OutageLimit)
            {
                LogOutage(services.Logger, outage, session);
            }
            catch (Exception failure)
            {
                return failure;
            }

            await Task.Delay(delay, services.Time, CancellationToken.None);
            commit = again();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Session {Session} waits for its store")]
    private static partial void LogOutage(ILogger logger, Exception failure, SessionKey session);
}
