using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Reasoning.IntegrationTests.Clients;

/// <summary>A TCP connection that speaks WebSocket only as well as it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    public const int Continuation = 0;
    public const int Text = 1;
    public const int Binary = 2;
    public const int CloseFrame = 8;
    public const int PingFrame = 9;
    public const int PongFrame = 10;

    private readonly Socket _socket;
    private readonly Stream _stream;

    private RawClient(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
    }

    public static async Task<RawClient> ConnectAsync(Uri server, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(IPAddress.Loopback, server.Port).InTime();
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (server.Scheme != Uri.UriSchemeHttps)
            return new RawClient(socket, stream);

        // The right name, signed by itself.
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, errors) => errors == SslPolicyErrors.RemoteCertificateChainErrors);
        await secure.AuthenticateAsClientAsync("localhost").InTime();
        return new RawClient(socket, secure);
    }

    /// <summary>Connects and upgrades, and reads <c>connected</c>.</summary>
    public static async Task<RawClient> OpenAsync(Uri server, string session, string query = "", int? receiveBuffer = null)
    {
        var client = await ConnectAsync(server, receiveBuffer);
        var (status, _) = await client.UpgradeAsync(server, $"/ws/chat/{session}{query}");
        Assert.Equal(101, status);
        var (opcode, payload) = await client.ReadFrameAsync();
        Assert.Equal(Text, opcode);
        Assert.Contains("\"connected\"", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        return client;
    }

    /// <summary>Asks for the upgrade with these headers beside those that it needs.</summary>
    /// <returns>The status and all header lines.</returns>
    public async Task<(int Status, string Head)> UpgradeAsync(Uri server, string target, params string[] headers)
    {
        await SendAsync(UpgradeRequest(server, target, headers));
        return await ReadHeadAsync();
    }

    public static byte[] UpgradeRequest(Uri server, string target, params string[] headers)
    {
        string[] lines =
        [
            $"GET {target} HTTP/1.1",
            $"Host: {server.Authority}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            $"Sec-WebSocket-Key: {Key}",
            .. headers,
        ];
        return Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
    }

    /// <summary>Reads the head of the answer, and nothing behind it.</summary>
    public async Task<(int Status, string Head)> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(1))[0]);
        var text = head.ToString();
        return (int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), text);
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).InTime();

    public Task SendFrameAsync(int opcode, byte[] payload, bool fin = true, bool masked = true, int reservedBits = 0) =>
        SendAsync(Frame(opcode, payload, fin, masked, reservedBits));

    public Task SendTextAsync(string text) => SendFrameAsync(Text, Encoding.UTF8.GetBytes(text));

    /// <param name="mask">Of zeros it is one, too, and the payload stays readable.</param>
    public static byte[] Frame(int opcode, byte[] payload, bool fin = true, bool masked = true, int reservedBits = 0, uint mask = 0)
    {
        var frame = new MemoryStream();
        frame.WriteByte((byte)((fin ? 0x80 : 0) | (reservedBits << 4) | opcode));
        var maskBit = masked ? 0x80 : 0;
        Span<byte> length = stackalloc byte[8];
        if (payload.Length < 126)
        {
            frame.WriteByte((byte)(maskBit | payload.Length));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame.WriteByte((byte)(maskBit | 126));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
            frame.Write(length[..2]);
        }
        else
        {
            frame.WriteByte((byte)(maskBit | 127));
            BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
            frame.Write(length);
        }

        byte[] key = masked ? [(byte)(mask >> 24), (byte)(mask >> 16), (byte)(mask >> 8), (byte)mask] : [];
        frame.Write(key);
        for (var index = 0; index < payload.Length; index++)
            frame.WriteByte((byte)(masked ? payload[index] ^ key[index % 4] : payload[index]));
        return frame.ToArray();
    }

    /// <summary>Reads a frame, which has to be a whole message, unmasked and with its length in as few bytes as it needs.</summary>
    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync()
    {
        var head = await ReadAsync(2);
        Assert.Equal(0x80, head[0] & 0xF0);
        long length = head[1];
        if (length == 126)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
            Assert.InRange(length, 126, ushort.MaxValue);
        }
        else if (length == 127)
        {
            length = BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8));
            Assert.InRange(length, ushort.MaxValue + 1, int.MaxValue);
        }
        else
        {
            Assert.InRange(length, 0, 125);
        }

        return (head[0] & 0x0F, await ReadAsync((int)length));
    }

    /// <summary>Skips messages up to the server's close frame and gives its code; 1006 when there is none.</summary>
    public async Task<int> CloseCodeAsync()
    {
        try
        {
            while (true)
            {
                var (opcode, payload) = await ReadFrameAsync();
                if (opcode == CloseFrame)
                    return payload.Length == 0 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload);
            }
        }
        catch (IOException)
        {
            return ClosedException.Abnormal;
        }
    }

    /// <summary>Reads until the server has closed the TCP connection.</summary>
    /// <returns>Bytes read.</returns>
    public async Task<int> EndAsync()
    {
        var buffer = new byte[16 * 1024];
        var total = 0;
        try
        {
            while (await _stream.ReadAsync(buffer).InTime() is > 0 and var count)
                total += count;
        }
        catch (IOException)
        {
            // Reset: an end, too.
        }

        return total;
    }

    /// <summary>Says that nothing more is sent; what comes can still be read.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with a TCP reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).InTime();
        return bytes;
    }
}
