using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.ServerSentEvents;

/// <summary>
/// One stream of server-sent events and its cursor over one session's log. Its client only listens; one writer, which
/// exists only while there is something to write, owns everything that goes out.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source owns no timer and no handle, and a late reader may still ask it.")]
internal sealed partial class EventStreamConnection : IClientConnection
{
    /// <summary>Takes of the writer before others in line have their turn.</summary>
    private const int TakesInARow = 16;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly AcceptedStream _stream;
    private readonly EventStreamServices _services;
    private readonly EventStreamWriter _writer;
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Closing _closing;
    private readonly SoonWorkItem _writing;
    private byte[] _epoch = [];
    private long _position;
    private long _lastHeartbeat;
    private bool _isOver;
    private bool _hasConnected;

    public EventStreamConnection(AcceptedStream stream, EventStreamServices services)
    {
        _stream = stream;
        _services = services;
        _writer = new EventStreamWriter(stream.Output, services.Time);
        _lastHeartbeat = services.Time.GetTimestamp();
        _writing = new SoonWorkItem(() => _ = WriteAsync(TakesInARow));
        Reader = new SessionReader(
            stream.Session, connection: null, services.Store, services.ReaderOptions, _writing.Queue)
        {
            WantsDeltas = stream.WantsDeltas,
        };
        _closing = new Closing(this, services, _gone.Token);
    }

    public ConnectionId Id { get; } = ConnectionId.New();

    public SessionKey Session => _stream.Session;

    public SessionReader Reader { get; }

    /// <summary>Since when the client has been accepting nothing although data waits for it.</summary>
    public long? BlockedSince => _writer.BlockedSince;

    /// <summary>Lives as long as the stream does, and never throws.</summary>
    public async Task RunAsync()
    {
        LogOpened(_services.Logger, Id, Session);
        _writer.WriteRetry(Retry);
        await using (_stream.Gone.UnsafeRegister(static connection => ((EventStreamConnection)connection!).Leave(), this))
        {
            await AttachAsync();

            // The response may not be touched once this has returned, so it is the writer that ends it, and nobody else.
            await _written.Task;
        }

        lock (_lock)
            _isOver = true;
        await _gone.CancelAsync();
        _services.Registry.Remove(this);
        _services.Sessions.Detach(Reader);
        LogClosed(_services.Logger, Id, Session, _closing.Code);
    }

    public void Close(int code) => _closing.Begin(code);

    public void CheckHeartbeat(long now)
    {
        var (time, options) = (_services.Time, _services.ConnectionOptions);
        if (BlockedSince is { } since && time.GetElapsedTime(since, now) >= options.HeartbeatTimeout)
        {
            // Nothing can be written, so nothing can be explained.
            Close(CloseCode.HeartbeatMissed);
            Cut();
        }
        else if (time.GetElapsedTime(_lastHeartbeat, now) >= options.StreamHeartbeatInterval)
        {
            _lastHeartbeat = now;
            Reader.PostPing();
        }
    }

    public void Cut()
    {
        lock (_lock)
        {
            // Once only, and not when it has ended: its connection may serve another request by then.
            if (_isOver)
                return;
            _isOver = true;
            _stream.Abort();
        }

        _gone.Cancel();
    }

    private async Task AttachAsync()
    {
        try
        {
            var attachment = await _services.Sessions.AttachAsync(Reader, _gone.Token);
            Start(attachment);
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            Close(CloseCode.Gone);
        }
        catch (Exception reason) when (CloseCode.For(reason) is { } code)
        {
            // Said in the stream, not by a status: after one, a browser would not come back.
            _closing.Begin(code, reason);
        }
        catch (Exception failure)
        {
            LogFailed(_services.Logger, failure, Id);
            Close(CloseCode.Internal);
        }
    }

    private void Start(SessionAttachment attachment)
    {
        var log = attachment.Log;
        ResumePoint? start = _stream.Resume is { } resume ? ResumePoint.Find(log, resume.After, resume.Epoch) : null;
        _epoch = Encoding.UTF8.GetBytes(log.Epoch.Value);
        _position = start?.StartAfter ?? log.LastSeq;

        // "connected" comes first, so everybody else learns of this connection after it is queued.
        var connected = _services.Encoder.EncodeStreamConnected(Session.Id, Id, attachment, start);
        Reader.Start(connected, log.LastSeq, start?.StartAfter);
        _services.Registry.Add(this);

        // The drain closes whom it finds registered; this one may have come just after.
        if (_services.State.IsDraining)
            Close(CloseCode.ShuttingDown);
    }

    private void Leave()
    {
        Close(CloseCode.Gone);
        Cut();
    }

    /// <summary>The writer: woken by the reader, one at a time. It is awake, or about to be, whenever the connection is closed.</summary>
    /// <param name="takes">After so many it goes on as somebody else's work: who pours does not keep this thread.</param>
    private async Task WriteAsync(int takes)
    {
        while (true)
        {
            try
            {
                while (await Reader.TakeAsync(_gone.Token) is { } items)
                {
                    foreach (var item in items)
                        await WriteAsync(item);
                    await _writer.FlushAsync();
                    if (items is [{ Kind: OutboundKind.Close }])
                    {
                        _written.TrySetResult();
                        return;
                    }

                    if (--takes == 0)
                    {
                        _writing.Queue();
                        return;
                    }
                }

                return;
            }
            catch (Exception reason) when (CloseCode.For(reason) is { } code)
            {
                _closing.Begin(code, reason);

                // Even if it was closing and had yet to give what it cannot give any more.
                Reader.Close();
            }
            catch (Exception failure)
            {
                if (failure is not (SocketClosedException or OperationCanceledException))
                    LogFailed(_services.Logger, failure, Id);
                Leave();
                _written.TrySetResult();
                return;
            }
        }
    }

    private async ValueTask WriteAsync(Outbound item)
    {
        switch (item.Kind)
        {
            case OutboundKind.Direct when !_hasConnected:
                _hasConnected = true;
                await _writer.WriteAsync(_epoch, _position, item.Frame);
                break;
            case OutboundKind.Direct:
                await _writer.WriteBroadcastAsync(item.Frame);
                break;
            case OutboundKind.Events:
                var batch = item.Batch!;
                for (var seq = item.Seq; seq <= batch.LastSeq; seq++)
                    await _writer.WriteAsync(_epoch, seq, batch.Frame(seq));
                batch.Release();
                break;
            case OutboundKind.Delta:
                await _writer.WriteAsync(DirectEncoder.EncodeDelta(item.Text!));
                break;
            case OutboundKind.CaughtUp:
                await _writer.WriteAsync(DirectEncoder.EncodeCaughtUp(item.Seq));
                break;
            case OutboundKind.Ping:
                _writer.WriteHeartbeat();
                break;
            case OutboundKind.Close when _closing.Code != CloseCode.Gone:
                // Until the last connection has gone the server still answers, with 503, after which a browser gives up.
                if (_closing.Code == CloseCode.ShuttingDown)
                    _writer.WriteRetry(_services.ConnectionOptions.CloseTimeout + Retry);
                await _writer.WriteAsync(DirectEncoder.EncodeClose(_closing.Code));
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Event stream {Connection} opened on session {Session}")]
    private static partial void LogOpened(ILogger logger, ConnectionId connection, SessionKey session);

    [LoggerMessage(LogLevel.Information, "Event stream {Connection} on session {Session} closed with {Code}")]
    private static partial void LogClosed(ILogger logger, ConnectionId connection, SessionKey session, int code);

    [LoggerMessage(LogLevel.Error, "Event stream {Connection} failed")]
    private static partial void LogFailed(ILogger logger, Exception failure, ConnectionId connection);
}
