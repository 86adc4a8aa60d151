using System.Text;
using CsCheck;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>RFC 6455, sections 5.4 and 5.5: fragments, and control frames between them.</summary>
public sealed class FrameReaderPropertyTests
{
    private static readonly Gen<string> Payload = Gen.String[Gen.Char["az09€äß字 \u0000\u2028"], 0, 300];

    /// <summary>A message, where it is cut, the masks of its frames, and what comes before each of them.</summary>
    private static readonly Gen<(string Text, int[] Cuts, uint[] Masks, int[] Controls)> Message =
        Gen.Select(Payload, Gen.Int[0, 900].Array[0, 6], Gen.UInt.Array[7], Gen.Int[0, 5].Array[7]);

    private static readonly Gen<((string Text, int[] Cuts, uint[] Masks, int[] Controls)[] Messages, int[] Chunks)> Connections =
        Gen.Select(Message.Array[1, 8], Gen.Int[1, 200].Array[1, 20]);

    [Fact]
    public void Receive_HoweverItIsFragmentedMaskedAndCut_IsWhatWasSent() =>
        Connections.Sample(
            connection =>
            {
                var bytes = new List<byte>();
                var expected = new List<string>();
                foreach (var message in connection.Messages)
                    Write(message, bytes, expected);
                Assert.Equal([.. expected, "gone"], ClientEnd.Read(Cut([.. bytes], connection.Chunks)));
            },
            iter: 5_000,
            print: connection => $"{string.Join("; ", connection.Messages.Select(message =>
                $"{message.Text} cut at {string.Join(',', message.Cuts)}, masks {string.Join(',', message.Masks)}, controls {string.Join(',', message.Controls)}"))} in chunks of {string.Join(',', connection.Chunks)}");

    private static void Write((string Text, int[] Cuts, uint[] Masks, int[] Controls) message, List<byte> bytes, List<string> expected)
    {
        // Cut anywhere, also inside a character.
        var payload = Encoding.UTF8.GetBytes(message.Text);
        int[] ends = [.. message.Cuts.Select(cut => Math.Min(cut, payload.Length)).Order(), payload.Length];
        var start = 0;
        for (var frame = 0; frame < ends.Length; frame++)
        {
            var mask = message.Masks[frame];
            if (message.Controls[frame] == 1)
            {
                bytes.AddRange(ClientFrames.Frame(Opcode.Ping, Encoding.UTF8.GetBytes($"{mask}"), mask: mask));
                expected.Add($"ping {mask}");
            }
            else if (message.Controls[frame] == 2)
            {
                bytes.AddRange(ClientFrames.Frame(Opcode.Pong, new byte[mask % 126], mask: mask));
            }

            bytes.AddRange(ClientFrames.Frame(
                frame == 0 ? Opcode.Text : Opcode.Continuation, payload[start..ends[frame]], frame == ends.Length - 1, mask));
            start = ends[frame];
        }

        expected.Add(message.Text);
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, int[] sizes)
    {
        var at = 0;
        for (var chunk = 0; at < bytes.Length; chunk++)
        {
            var size = Math.Min(sizes[chunk % sizes.Length], bytes.Length - at);
            yield return bytes[at..(at + size)];
            at += size;
        }
    }
}
