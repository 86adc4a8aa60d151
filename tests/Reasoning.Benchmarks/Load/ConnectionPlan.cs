using System.Net;

namespace Reasoning.Benchmarks.Load;

/// <param name="Pad">Only the baseline understands it: how much longer its events are to be.</param>
/// <param name="Deltas">Whether to ask for the pieces of steps.</param>
/// <param name="Resume">What tells the server where to go on, as it is in the query; nothing for a new connection.</param>
internal sealed record ConnectionPlan(IPEndPoint EndPoint, int BufferSize, int Pad = 0, bool Deltas = false, string Resume = "")
{
    public string PathOf(string sessionId) =>
        $"/ws/chat/{sessionId}?agent_name=load{(Pad > 0 ? $"&pad={Pad}" : "")}{(Deltas ? "&deltas=true" : "")}{Resume}";
}
