using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.InteropServices;

using Reasoning.Application.Sessions;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Models;
using Reasoning.Benchmarks.Others;
using Reasoning.Benchmarks.Soak;
using Reasoning.Benchmarks.Stores;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Cli;

internal static class ClientCommands
{
    public static async Task<int> RunAsync(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

        // A store that is measured in this process must meet sockets as the server has them.
        if (args is not ["stores", ..])
            ClientSockets.Configure();
        try
        {
            switch (args)
            {
                case ["compare", .. var rest] when !IsHelp(rest):
                    await CompareCommand.RunAsync(CompareOptions.From(new Arguments(rest)), interrupted.Token);
                    return ExitCode.Measured;
                case ["others", .. var rest] when !IsHelp(rest):
                    await OthersCommand.RunAsync(new Arguments(rest), interrupted.Token);
                    return ExitCode.Measured;
                case ["stores", .. var rest] when !IsHelp(rest):
                    await StoresCommand.RunAsync(StoresOptions.From(new Arguments(rest)), interrupted.Token);
                    return ExitCode.Measured;
                case ["models", .. var rest] when !IsHelp(rest):
                    await ModelsCommand.RunAsync(ModelsOptions.From(new Arguments(rest)), interrupted.Token);
                    return ExitCode.Measured;
                case ["soak", .. var rest] when !IsHelp(rest):
                    await SoakCommand.RunAsync(SoakOptions.From(new Arguments(rest)), interrupted.Token);
                    return ExitCode.Measured;
                case ["load", .. var rest] when !IsHelp(rest):
                    await LoadCommand.RunAsync(new Arguments(rest), interrupted.Token);
                    return ExitCode.Measured;
                default:
                    Console.WriteLine(Help.Text);
                    return args.Length == 0 || IsHelp(args) ? ExitCode.Measured : ExitCode.NotMeasured;
            }
        }
        catch (ProtocolException e)
        {
            return Report($"FAULT: {e.Message}", ExitCode.ServerAtFault);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return Report("interrupted", ExitCode.Interrupted);
        }
        catch (Exception e) when (e is UsageException or ServerException or SocketException or IOException or TimeoutException
            or DbException or HttpRequestException or StoreUnavailableException)
        {
            return Report(e.Message, ExitCode.NotMeasured);
        }

        // The default would end the process at once and leave the servers running.
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static bool IsHelp(string[] args) => args.Any(a => a is "--help" or "-h" or "help");

    private static int Report(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
