using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Cells;

internal static class OpenFiles
{
    /// <summary>What a process has open beside its connections.</summary>
    private const int Others = 300;

    /// <summary>Many connections need more open files than many systems allow at first.</summary>
    public static void Require(string cell, int connections)
    {
        if (LinuxProcess.OpenFileLimit() is var allowed && allowed < connections + Others)
            throw new ServerException($"'{cell}' needs {connections + Others} open files, allowed are {allowed}: raise 'ulimit -Hn', or ask for fewer connections");
    }
}
