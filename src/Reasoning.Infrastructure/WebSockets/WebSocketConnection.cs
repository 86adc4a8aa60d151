using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>
/// One socket and its cursor over one session's log. It reads one message after the other and waits for each to be
/// accepted; one writer, which exists only while there is something to write, owns everything that goes out.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source owns no timer and no handle, and a late reader may still ask it.")]
internal sealed partial class WebSocketConnection : IClientConnection
{
    /// <summary>Takes of the writer on the receiving thread: one for the answer, one to see that there is no more.</summary>
    private const int TakesInPassing = 2;

    /// <summary>Takes of the writer before others in line have their turn.</summary>
    private const int TakesInARow = 16;

    [ThreadStatic]
    private static WebSocketConnection? t_dispatching;

    private readonly IMessageSocket _socket;
    private readonly WebSocketServices _services;
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _closeSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriterGate _writing = new();
    private readonly Closing _closing;
    private readonly SoonWorkItem _writer;
    private long _writtenSeq;
    private long _lastPing;
    private long _readingSince;
    private volatile bool _isDispatching;
    private bool _isWriterWanted;

    public WebSocketConnection(SessionKey session, string agentName, IMessageSocket socket, WebSocketServices services, bool wantsDeltas = false)
    {
        Session = session;
        AgentName = agentName;
        _socket = socket;
        _services = services;
        _lastPing = services.Time.GetTimestamp();
        Reader = new SessionReader(
            session, Id, services.Store, services.ReaderOptions, WakeWriter)
        {
            WantsDeltas = wantsDeltas,
        };
        _writer = new SoonWorkItem(() => _ = WriteAsync(TakesInARow));
        _closing = new Closing(this, services, _gone.Token);
    }

    public ConnectionId Id { get; } = ConnectionId.New();

    public SessionKey Session { get; }

    /// <summary>The agent that answers when a message names none.</summary>
    public string AgentName { get; }

    /// <summary>The client's silence while a message was being handled is none: then nobody listened.</summary>
    private long SilentSince => Math.Max(_socket.LastReceived, Volatile.Read(ref _readingSince));

    public SessionReader Reader { get; }

    /// <summary>Lives as long as the socket does, and never throws.</summary>
    public async Task RunAsync(ResumeRequest? resume)
    {
        LogOpened(_services.Logger, Id, Session);
        try
        {
            await AttachAsync(resume);
            await ReceiveAsync();
        }
        catch (Exception gone) when (gone is SocketClosedException || _gone.IsCancellationRequested)
        {
            Close(CloseCode.Gone);
        }
        catch (Exception reason) when (CloseCode.For(reason) is { } code)
        {
            _closing.Begin(code, reason);
        }
        catch (Exception failure)
        {
            LogFailed(_services.Logger, failure, Id);
            Close(CloseCode.Internal);
        }

        await TearDownAsync();
        LogClosed(_services.Logger, Id, Session, _closing.Code);
    }

    public void Close(int code) => _closing.Begin(code);

    public void CheckHeartbeat(long now)
    {
        var time = _services.Time;
        var options = _services.ConnectionOptions;
        if (_socket.BlockedSince is { } since && time.GetElapsedTime(since, now) >= options.HeartbeatTimeout)
        {
            // Nothing can be written, so nothing can be explained.
            Close(CloseCode.HeartbeatMissed);
            Cut();
        }
        else if (!_isDispatching && time.GetElapsedTime(SilentSince, now) >= options.HeartbeatTimeout)
        {
            // Not while a message is being handled: then it is the server that does not read.
            Close(CloseCode.HeartbeatMissed);
        }
        else if (time.GetElapsedTime(_lastPing, now) >= options.HeartbeatInterval)
        {
            _lastPing = now;
            Reader.PostPing();
        }
    }

    private async Task AttachAsync(ResumeRequest? resume)
    {
        var attachment = await _services.Sessions.AttachAsync(Reader, _gone.Token);
        ResumePoint? start = resume is null ? null : ResumePoint.Find(attachment.Log, resume.After, resume.Epoch);
        _writtenSeq = start?.StartAfter ?? attachment.Log.LastSeq;

        // "connected" comes first, so everybody else learns of this connection after it is queued.
        var connected = _services.Encoder.EncodeConnected(Session.Id, AgentName, Id, attachment, start);
        Reader.Start(connected, attachment.Log.LastSeq, start?.StartAfter);
        _services.Registry.Add(this);

        // The drain closes whom it finds registered; this one may have come just after.
        if (_services.State.IsDraining)
            Close(CloseCode.ShuttingDown);
    }

    private async Task ReceiveAsync()
    {
        while (!_closing.HasBegun)
        {
            var message = await _socket.ReceiveAsync();
            switch (message.Kind)
            {
                case SocketMessageKind.Text when !_closing.HasBegun:
                    _isDispatching = true;
                    await DispatchAsync(message.Text);
                    await Reader.WaitForRoomAsync(_gone.Token);
                    Volatile.Write(ref _readingSince, _services.Time.GetTimestamp());
                    _isDispatching = false;
                    break;
                case SocketMessageKind.Ping:
                    Reader.PostPong();
                    break;
                case SocketMessageKind.Violation:
                    Close(message.CloseCode);
                    break;
                case SocketMessageKind.Close:
                    Close(message.CloseCode);
                    return;
            }
        }

        // A connection that ends while there is something to read is reset, which would take the close frame with it.
        await _socket.DiscardAsync();
    }

    /// <summary>An answer that is there when this returns is written on this thread, instead of by another that would have to be woken.</summary>
    private Task DispatchAsync(ReadOnlyMemory<byte> message)
    {
        t_dispatching = this;
        var dispatching = _services.Dispatcher.DispatchAsync(this, message, _gone.Token);
        t_dispatching = null;
        if (!_isWriterWanted)
            return dispatching;

        _isWriterWanted = false;
        if (dispatching.IsCompleted)
            _ = WriteAsync(TakesInPassing);
        else
            _writer.Queue();
        return dispatching;
    }

    /// <summary>Called by the reader, never while the writer is awake.</summary>
    private void WakeWriter()
    {
        if (t_dispatching == this)
            _isWriterWanted = true;
        else
            _writer.Queue();
    }

    /// <summary>The writer: woken by the reader, one at a time.</summary>
    /// <param name="takes">After so many it goes on as somebody else's work: who pours does not keep this thread.</param>
    private async Task WriteAsync(int takes)
    {
        while (true)
        {
            try
            {
                while (await Reader.TakeAsync(_gone.Token) is { } items)
                {
                    if (!_writing.TryEnter())
                        return;
                    await WriteAsync(items);
                    if (--takes == 0)
                    {
                        _writer.Queue();
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
                Close(CloseCode.Gone);
                Cut();
                return;
            }
        }
    }

    private async ValueTask WriteAsync(List<Outbound> items)
    {
        try
        {
            foreach (var item in items)
                await WriteAsync(item);
            await _socket.FlushAsync();
        }
        finally
        {
            _writing.Leave();
        }
    }

    private async ValueTask WriteAsync(Outbound item)
    {
        switch (item.Kind)
        {
            case OutboundKind.Direct:
                await _socket.WriteAsync(item.Frame);
                break;
            case OutboundKind.Events:
                var batch = item.Batch!;
                await _socket.WriteAsync(batch, item.Seq);
                batch.Release();
                _writtenSeq = batch.LastSeq;
                break;
            case OutboundKind.Delta:
                await _socket.WriteAsync(DirectEncoder.EncodeDelta(item.Text!));
                break;
            case OutboundKind.CaughtUp:
                await _socket.WriteAsync(DirectEncoder.EncodeCaughtUp(item.Seq));
                break;
            case OutboundKind.Ping:
                await _socket.WriteAsync(DirectEncoder.EncodePing(_writtenSeq));
                _socket.WritePing();
                break;
            case OutboundKind.Pong:
                _socket.WritePong();
                break;
            case OutboundKind.Close:
                await _socket.WriteCloseAsync(_closing.Code == CloseCode.Gone ? CloseCode.Normal : _closing.Code);
                _closeSent.TrySetResult();
                break;
        }
    }

    /// <summary>The one order in which a connection ends.</summary>
    private async Task TearDownAsync()
    {
        // 1. Nothing is read any more: the receive loop has returned.
        // 2. What is queued is written, 3. then the close frame, 4. within the close timeout, 5. else the connection is cut.
        Close(CloseCode.Normal);
        await _closeSent.Task;

        // 6. Nobody finds it any more.
        await _gone.CancelAsync();
        _services.Registry.Remove(this);
        _services.Sessions.Detach(Reader);

        // 7. Nobody writes any more; whoever was cut while writing notices at once.
        await _writing.EndAsync();
        _socket.Release();
    }

    public void Cut()
    {
        try
        {
            _socket.Abort();
            _gone.Cancel();
        }
        finally
        {
            // Whatever fails above: the teardown waits for this.
            _closeSent.TrySetResult();
        }
    }

    [LoggerMessage(LogLevel.Information, "Connection {Connection} opened on session {Session}")]
    private static partial void LogOpened(ILogger logger, ConnectionId connection, SessionKey session);

    [LoggerMessage(LogLevel.Information, "Connection {Connection} on session {Session} closed with {Code}")]
    private static partial void LogClosed(ILogger logger, ConnectionId connection, SessionKey session, int code);

    [LoggerMessage(LogLevel.Error, "Connection {Connection} failed")]
    private static partial void LogFailed(ILogger logger, Exception failure, ConnectionId connection);
}
