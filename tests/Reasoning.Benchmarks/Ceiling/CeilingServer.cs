using System.Net;
using System.Net.Sockets;

using Microsoft.Extensions.Configuration;

namespace Reasoning.Benchmarks.Ceiling;

/// <summary>
/// Answers every chat with frames made beforehand, one write for the whole run: faster than any real
/// server can be, so what the load client makes of it is the client's own limit.
/// </summary>
internal static class CeilingServer
{
    public static async Task<int> RunAsync(string[] args)
    {
        var urls = new ConfigurationBuilder().AddCommandLine(args).Build()["urls"] ?? "http://127.0.0.1:8001";
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, new Uri(urls).Port));
        listener.Listen(512);
        while (true)
        {
            var socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = ServeAsync(socket);
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var connection = new CeilingConnection(socket);
        try
        {
            await connection.RunAsync();
        }
        catch (SocketException)
        {
            // The client has gone.
        }
    }
}
