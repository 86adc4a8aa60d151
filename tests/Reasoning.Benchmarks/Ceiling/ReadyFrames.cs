using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Ceiling;

internal static class ReadyFrames
{
    /// <summary>About what seq, run_id and step_id take in the product.</summary>
    private const int Pad = 110;

    private static readonly ConcurrentDictionary<string, byte[]> Runs = new();

    public static byte[] Connected { get; } = Text("{\"type\":\"connected\",\"data\":{}}"u8);

    public static byte[] For(ReadOnlySpan<byte> json)
    {
        var message = JsonSerializer.Deserialize(json, BaselineJson.Default.ClientMessage)!;
        return message.Type == "ping"
            ? Text(Encoding.UTF8.GetBytes($$$"""{"type":"pong","data":{"timestamp":{{{message.Payload!.Timestamp}}}}}"""))
            : Runs.GetOrAdd(message.Payload!.Message!, Run);
    }

    private static byte[] Run(string message)
    {
        var request = LoadRequest.Parse(message);
        var pad = new string('.', Pad);
        var content = new string('x', request.Size);
        using var frames = new MemoryStream();
        frames.Write(Text("{\"type\":\"reasoning_start\",\"data\":{}}"u8));
        for (var i = 1; i <= request.Steps + 1; i++)
        {
            var step = i <= request.Steps ? new Step("thought", content, i, 1e9) : new Step("final_answer", "done", i, 1e9);
            frames.Write(Text(JsonSerializer.SerializeToUtf8Bytes(new ServerMessage<Step>("reasoning_step", pad, step), BaselineJson.Default.StepMessage)));
        }

        frames.Write(Text("{\"type\":\"reasoning_complete\",\"data\":{\"status\":\"completed\"}}"u8));
        return frames.ToArray();
    }

    private static byte[] Text(ReadOnlySpan<byte> json) => Frame.Build(Opcode.Text, json, masked: false);
}
