using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Load;

/// <summary>All counters at one moment; a difference of two gives a window's figures.</summary>
internal readonly record struct Reading(
    long Timestamp, long Count, long Bytes, double ServerCpu, double ClientCpu, double UsedCpu, double StolenCpu)
{
    public double Seconds => (double)Timestamp / TimeProvider.System.TimestampFrequency;

    /// <summary>The three accounts are read one after the other and in ticks of 10 ms, hence the lower bound.</summary>
    public double OtherCpu => double.IsNaN(ServerCpu) ? double.NaN : Math.Max(0, UsedCpu - ServerCpu - ClientCpu);

    public static Reading Take(LoadGroup group, int? serverId)
    {
        var machine = LinuxProcess.MachineCpuSeconds();
        return new(
            TimeProvider.System.GetTimestamp(),
            group.Count,
            group.Bytes,
            serverId is { } id ? LinuxProcess.CpuSeconds(id) : double.NaN,
            LinuxProcess.OwnCpuSeconds(),
            machine.Used,
            machine.Stolen);
    }

    public static Reading operator -(Reading end, Reading start) => new(
        end.Timestamp - start.Timestamp,
        end.Count - start.Count,
        end.Bytes - start.Bytes,
        end.ServerCpu - start.ServerCpu,
        end.ClientCpu - start.ClientCpu,
        end.UsedCpu - start.UsedCpu,
        end.StolenCpu - start.StolenCpu);

    /// <summary>Of two windows, one after the other.</summary>
    public static Reading operator +(Reading first, Reading second) => new(
        first.Timestamp + second.Timestamp,
        first.Count + second.Count,
        first.Bytes + second.Bytes,
        first.ServerCpu + second.ServerCpu,
        first.ClientCpu + second.ClientCpu,
        first.UsedCpu + second.UsedCpu,
        first.StolenCpu + second.StolenCpu);

    /// <summary>Who used the cores in this window.</summary>
    public IEnumerable<Measured> Cores() =>
    [
        new(Figures.ServerCores, ServerCpu / Seconds),
        new(Figures.ClientCores, ClientCpu / Seconds),
        new(Figures.OtherCores, OtherCpu / Seconds),
        new(Figures.StolenCores, StolenCpu / Seconds),
    ];
}
