using System.Globalization;

namespace Reasoning.Benchmarks.Machine;

/// <summary>What Linux says of a process (proc(5)).</summary>
internal static class LinuxProcess
{
    /// <summary>USER_HZ, which is 100 in every kernel that people run.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>User and kernel time so far, in seconds.</summary>
    public static double CpuSeconds(int processId)
    {
        // The second field is the program's name in brackets, which may itself hold blanks and brackets.
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        const int UserTime = 11, KernelTime = 12;
        return (Number(fields[UserTime]) + Number(fields[KernelTime])) / TicksPerSecond;
    }

    public static double OwnCpuSeconds() => CpuSeconds(Environment.ProcessId);

    /// <summary>What all processes have used together, and what the hypervisor kept from them, in seconds.</summary>
    public static (double Used, double Stolen) MachineCpuSeconds()
    {
        // cpu user nice system idle iowait irq softirq steal; interrupts are in no process's account, so
        // they are left out here too.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var used = Number(fields[1]) + Number(fields[2]) + Number(fields[3]);
        return (used / TicksPerSecond, Number(fields[8]) / TicksPerSecond);
    }

    /// <summary>Resident set in bytes. The kernel's own memory for sockets is not in it.</summary>
    public static double ResidentBytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    /// <summary>How many files and sockets this process, and one it starts, may have open.</summary>
    public static long OpenFileLimit()
    {
        // The runtime raises the soft limit to the hard one when it starts.
        var line = File.ReadLines("/proc/self/limits").First(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return hard == "unlimited" ? long.MaxValue : (long)Number(hard);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
