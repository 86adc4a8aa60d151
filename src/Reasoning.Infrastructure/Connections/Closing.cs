using Microsoft.Extensions.Logging;
using Reasoning.Application.Clients;

namespace Reasoning.Infrastructure.Connections;

/// <summary>
/// The end of a connection: the first reason wins, what is queued is still written, and whoever does not take it within
/// the close timeout is cut.
/// </summary>
/// <param name="over">The connection has ended, and needs no cutting any more.</param>
internal sealed partial class Closing(IClientConnection connection, ConnectionServices services, CancellationToken over)
{
    // No code is 0: then it is open.
    private int _code;

    /// <summary>Why it is closed; meaningless before that.</summary>
    public int Code => Volatile.Read(ref _code);

    public bool HasBegun => Code != 0;

    public void Begin(int code)
    {
        if (Interlocked.CompareExchange(ref _code, code, 0) != 0)
            return;

        // A log in memory dies with the server: whoever lags gets what is left of it now or never.
        connection.Reader.Close(atHead: code == CloseCode.ShuttingDown);
        _ = CutLaterAsync();
    }

    /// <param name="reason">What <see cref="CloseCode.For"/> made the code of.</param>
    public void Begin(int code, Exception reason)
    {
        if (code == CloseCode.Unavailable)
            LogUnavailable(services.Logger, reason, connection.Id);
        Begin(code);
    }

    private async Task CutLaterAsync()
    {
        try
        {
            await Task.Delay(services.ConnectionOptions.CloseTimeout, services.Time, over);
            connection.Cut();
        }
        catch (OperationCanceledException)
        {
            // It ended in time.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Connection {Connection} ends because its session is not available")]
    private static partial void LogUnavailable(ILogger logger, Exception outage, ConnectionId connection);
}
