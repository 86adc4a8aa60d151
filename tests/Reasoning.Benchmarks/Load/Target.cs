using System.Net;

namespace Reasoning.Benchmarks.Load;

/// <param name="ProcessId">Whose CPU time to count; none when the server is not ours to look at.</param>
/// <param name="Dialect">Makes the dialect of a connection.</param>
internal sealed record Target(IPEndPoint EndPoint, int? ProcessId, Func<Dialect> Dialect);
