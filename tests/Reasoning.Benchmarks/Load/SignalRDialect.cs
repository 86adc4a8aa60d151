using System.Buffers;

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>
/// SignalR's JSON protocol over a WebSocket without negotiation: records that end in 0x1E, however they are cut into frames.
/// A chat is a streaming invocation, whose items are the product's events.
/// </summary>
internal sealed class SignalRDialect : Dialect
{
    private const byte Separator = 0x1E;

    private readonly ArrayBufferWriter<byte> _begun = new();

    // As long as all the others, so that it does not change how many bytes an event has.
    private long _invocation = 1_000_000_000;
    private bool _isAgreed;

    public override byte[] Greeting => Record("""{"protocol":"json","version":1}""");

    public override string PathOf(ConnectionPlan plan, string connection) => "/hub";

    public override byte[] Chat(ConnectionPlan plan, string message) =>
        Record($$"""{"type":4,"invocationId":"{{++_invocation}}","target":"Chat","arguments":["{{message}}",{{plan.Pad}}]}""");

    public override byte[] Ping(long number) =>
        Record($$"""{"type":1,"invocationId":"{{++_invocation}}","target":"Ping","arguments":[{{number}}]}""");

    public override void Deliver(ReadOnlySpan<byte> payload, bool final, Driver driver)
    {
        for (int end; (end = payload.IndexOf(Separator)) >= 0; payload = payload[(end + 1)..])
        {
            if (_begun.WrittenCount == 0)
            {
                DeliverRecord(payload[..end], driver);
                continue;
            }

            _begun.Write(payload[..end]);
            DeliverRecord(_begun.WrittenSpan, driver);
            _begun.ResetWrittenCount();
        }

        if (!payload.IsEmpty)
            _begun.Write(payload);
    }

    private static byte[] Record(string json) => Text(json + (char)Separator);

    private void DeliverRecord(ReadOnlySpan<byte> record, Driver driver)
    {
        if (!_isAgreed)
        {
            if (!record.SequenceEqual("{}"u8))
                throw ProtocolException.Unexpected("an empty answer to the handshake", record);
            _isAgreed = true;
            driver.Receive("""{"type":"connected"}"""u8);
        }
        else if (record.StartsWith("{\"type\":2,"u8))
        {
            DeliverMember(record, "\"item\":"u8, driver);
        }
        else if (record.StartsWith("{\"type\":3,"u8))
        {
            // The end of a stream has no result; that of a ping is the pong.
            if (record.IndexOf("\"error\":"u8) >= 0)
                throw ProtocolException.Unexpected("no error", record);
            DeliverMember(record, "\"result\":"u8, driver);
        }
        else if (!record.StartsWith("{\"type\":6"u8))
        {
            throw ProtocolException.Unexpected("an item, a completion or a ping", record);
        }
    }

    /// <summary>It is the record's last member; what is around it is part of what an event costs.</summary>
    private static void DeliverMember(ReadOnlySpan<byte> record, ReadOnlySpan<byte> member, Driver driver)
    {
        var at = record.IndexOf(member);
        if (at < 0)
            return;
        var message = record[(at + member.Length)..^1];
        driver.Receive(message, around: record.Length + 1 - message.Length);
    }
}
