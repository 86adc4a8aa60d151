using System.Net;
using System.Net.Sockets;

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>A WebSocket client that does as little as it can, so that the server is what gets measured.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ConnectionPlan _plan;
    private readonly Dialect _dialect;
    private byte[] _buffer;
    private int _filled;

    private LoadConnection(int number, ConnectionPlan plan)
    {
        Number = number;
        Name = $"bench-{number}";
        _plan = plan;
        _dialect = plan.Target.Dialect();
        _buffer = new byte[plan.BufferSize];
    }

    /// <summary>From 0 on, in its group.</summary>
    public int Number { get; }

    public string Name { get; }

    /// <param name="from">A source address; each has its own 28,000 ports.</param>
    public static async Task<LoadConnection> OpenAsync(
        ConnectionPlan plan, int number, IPAddress? from, CancellationToken cancellationToken)
    {
        var connection = new LoadConnection(number, plan);
        try
        {
            if (from is not null)
                connection._socket.Bind(new IPEndPoint(from, 0));
            await connection._socket.ConnectAsync(plan.Target.EndPoint, cancellationToken);
            await connection.ShakeHandsAsync(cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Small frames only: a full send buffer would block the thread.</summary>
    public void Send(ReadOnlySpan<byte> frame) => _socket.Send(frame);

    public void SendChat(string message) => Send(_dialect.Chat(_plan, message));

    public void SendPing(long number) => Send(_dialect.Ping(number));

    /// <summary>Until the connection is disposed. A token would cost a registration for every receive.</summary>
    public async Task ReceiveAsync(Driver driver)
    {
        while (true)
        {
            Deliver(driver);
            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            await FillAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Deliver(Driver driver)
    {
        var start = 0;
        while (Frame.TryRead(_buffer.AsSpan(start, _filled - start), out var frame))
        {
            var payload = _buffer.AsSpan(start + frame.Start, frame.Length);
            switch (frame.Opcode)
            {
                case Opcode.Text or Opcode.Continuation:
                    _dialect.Deliver(payload, frame.Final, driver);
                    break;
                case Opcode.Ping:
                    Send(Frame.Build(Opcode.Pong, payload, masked: true));
                    break;
                case Opcode.Pong:
                    break;
                default:
                    throw new ProtocolException($"a frame of kind {frame.Opcode}");
            }

            start += frame.End;
        }

        Consume(start);
    }

    private async Task ShakeHandsAsync(CancellationToken cancellationToken)
    {
        Send(Handshake.Request(_plan.Target.EndPoint.ToString(), _dialect.PathOf(_plan, Name)));
        int end;
        while ((end = Handshake.FindEnd(_buffer.AsSpan(0, _filled))) < 0)
            await FillAsync(cancellationToken);
        Handshake.Verify(_buffer.AsSpan(0, end));
        Consume(end);
        Send(_dialect.Greeting);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
        if (received == 0)
            throw new ProtocolException("the server closed the connection");
        _filled += received;
    }

    private void Consume(int length)
    {
        if (length == 0)
            return;
        _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
        _filled -= length;
    }
}
