namespace Reasoning.Benchmarks.Cli;

internal static class ExitCode
{
    public const int Measured = 0;
    public const int NotMeasured = 1;

    /// <summary>An event was missing, out of order or malformed.</summary>
    public const int ServerAtFault = 2;

    /// <summary>As a shell reports a program that Ctrl-C ended.</summary>
    public const int Interrupted = 130;
}
