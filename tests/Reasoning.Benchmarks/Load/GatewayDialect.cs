using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>The product's protocol: a frame is a message.</summary>
internal sealed class GatewayDialect : Dialect
{
    public override string PathOf(ConnectionPlan plan, string connection) =>
        $"/ws/chat/{plan.Session ?? connection}?agent_name={plan.Agent}{(plan.Pad > 0 ? $"&pad={plan.Pad}" : "")}{(plan.Deltas ? "&deltas=true" : "")}{plan.Resume}";

    public override byte[] Chat(ConnectionPlan plan, string message) =>
        Text($$$"""{"type":"chat","payload":{"message":"{{{message}}}","enable_reasoning":true}}""");

    public override byte[] Ping(long number) => Text($$$"""{"type":"ping","payload":{"timestamp":{{{number}}}}}""");

    public override void Deliver(ReadOnlySpan<byte> payload, bool final, Driver driver)
    {
        if (!final)
            throw new ProtocolException("a message in fragments");
        driver.Receive(payload);
    }
}
