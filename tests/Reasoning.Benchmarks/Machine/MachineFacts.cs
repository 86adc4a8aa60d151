using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Reasoning.Benchmarks.Machine;

internal static class MachineFacts
{
    public static string Describe()
    {
        var cpu = Value("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = double.Parse(Value("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / (1024 * 1024);
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {cpu}, {memory:F0} GiB; {RuntimeInformation.OSDescription}, Linux {kernel}; {RuntimeInformation.FrameworkDescription}; " +
            $"server GC of the load client and the baseline: {GCSettings.IsServerGC}; load average at the start: {load}; loopback, client and server share the cores.");
    }

    private static string? Value(string file, string name) => File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
        ?.Split(':', 2)[1].Trim();
}
