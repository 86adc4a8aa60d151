using System.Net.Sockets;

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Ceiling;

internal sealed class CeilingConnection(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[4096];
    private int _filled;

    public async Task RunAsync()
    {
        int head;
        while ((head = Handshake.FindEnd(_buffer.AsSpan(0, _filled))) < 0)
        {
            if (!await ReceiveAsync())
                return;
        }

        if (_buffer.AsSpan().StartsWith("GET /health"u8))
        {
            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return;
        }

        Consume(head);
        await socket.SendAsync(Handshake.Response);
        await socket.SendAsync(ReadyFrames.Connected);
        do
        {
            while (TryAnswer(out var answer))
                await socket.SendAsync(answer);
        }
        while (await ReceiveAsync());
    }

    public void Dispose() => socket.Dispose();

    private bool TryAnswer(out ReadOnlyMemory<byte> answer)
    {
        answer = default;
        if (!Frame.TryRead(_buffer.AsSpan(0, _filled), out var frame))
            return false;

        var payload = _buffer.AsSpan(frame.Start, frame.Length);
        Frame.ApplyMask(payload, _buffer.AsSpan(frame.Start - 4, 4));
        if (frame.Opcode == Opcode.Text)
            answer = ReadyFrames.For(payload);
        Consume(frame.End);
        return true;
    }

    private async Task<bool> ReceiveAsync()
    {
        var received = await socket.ReceiveAsync(_buffer.AsMemory(_filled));
        _filled += received;
        return received > 0;
    }

    private void Consume(int length)
    {
        _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
        _filled -= length;
    }
}
