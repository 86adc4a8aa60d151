namespace Reasoning.Benchmarks.Load;

internal static class Figures
{
    public static readonly Figure EventsPerSecond = new("events/s", "N0");
    public static readonly Figure CpuPerEvent = new("server CPU, s per M events", "F3");
    public static readonly Figure BytesPerEvent = new("bytes per event", "F1");
    public static readonly Figure TokensPerSecond = new("tokens/s", "N0");
    public static readonly Figure CpuPerToken = new("server CPU, s per M tokens", "F2");
    public static readonly Figure BytesPerToken = new("bytes per token", "F1");
    public static readonly Figure MedianFirstDelta = new("question to first delta p50, ms", "F2");
    public static readonly Figure SlowFirstDelta = new("question to first delta p99, ms", "F2");
    public static readonly Figure ChunksPerSecond = new("chunks/s", "N0");
    public static readonly Figure MedianFirstChunk = new("first chunk until the client has it p50, ms", "F2");
    public static readonly Figure SlowFirstChunk = new("first chunk until the client has it p99, ms", "F2");
    public static readonly Figure MedianChunk = new("later chunk until the client has it p50, ms", "F2");
    public static readonly Figure SlowChunk = new("later chunk until the client has it p99, ms", "F2");
    public static readonly Figure CpuPerChunk = new("CPU, µs per chunk", "F1");
    public static readonly Figure DeltasPerChunk = new("deltas per chunk", "F2");
    public static readonly Figure RoundTripsPerSecond = new("round trips/s", "N0");
    public static readonly Figure CpuPerRoundTrip = new("server CPU, s per M round trips", "F2");
    public static readonly Figure MedianRoundTrip = new("round trip p50, ms", "F2");
    public static readonly Figure SlowRoundTrip = new("round trip p99, ms", "F2");
    public static readonly Figure BroadcastTime = new("POST until the last has it, ms", "F1");
    public static readonly Figure DeliveriesPerSecond = new("delivered events/s", "N0");
    public static readonly Figure CpuPerDelivery = new("server CPU, s per M delivered events", "F3");
    public static readonly Figure BytesPerConnection = new("bytes per idle connection", "N0");
    public static readonly Figure ResidentBefore = new("RSS at 100 connections, MiB", "F1");
    public static readonly Figure ResidentAfter = new("RSS with the idle ones, MiB", "F1");
    public static readonly Figure StartUp = new("start to first connected, ms", "F0");
    public static readonly Figure StartCpu = new("server CPU until then, ms", "F0");
    public static readonly Figure ServerCores = new("server, cores", "F2", Compared: false);
    public static readonly Figure ServerCpu = new("server CPU, cores", "F3");
    public static readonly Figure ClientCores = new("client, cores", "F2", Compared: false);

    /// <summary>Other processes; above 0.25 the run is disturbed.</summary>
    public static readonly Figure OtherCores = new("others, cores", "F2", Compared: false);

    /// <summary>What the hypervisor gave to other machines.</summary>
    public static readonly Figure StolenCores = new("stolen, cores", "F2", Compared: false);
}
