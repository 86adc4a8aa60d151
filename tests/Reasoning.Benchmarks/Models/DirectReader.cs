using System.Text;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Models;

/// <summary>Reads a provider's stream as one writes it by hand: line by line, each parsed.</summary>
internal sealed class DirectReader(HttpClient http, Uri address, ProviderShape shape, int chunks, LoadSwitch control)
{
    private readonly string _request = $$"""{"model":"{{ProviderServer.ModelPrefix}}{{chunks}}","stream":true,"messages":[{"role":"user","content":"Go on."}]}""";
    private long _count;

    public ChunkTimes Times { get; } = new();

    public long Count => Volatile.Read(ref _count);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!control.Stopping)
            await ReadAnswerAsync(cancellationToken);
    }

    private async Task ReadAnswerAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(_request, Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        var received = 0;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (shape.ContentOf(line) is { Length: > 0 } text)
                Add(text, isFirst: received++ == 0);
        }

        if (received != chunks)
            throw new ProtocolException($"{received} chunks instead of {chunks}");
    }

    private void Add(string text, bool isFirst)
    {
        if (control.Recording)
            Times.Add(isFirst, Stamp.Age(Encoding.ASCII.GetBytes(text)));
        Volatile.Write(ref _count, _count + 1);
    }
}
