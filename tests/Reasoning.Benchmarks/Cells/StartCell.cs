using System.Net.Sockets;

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Cells;

/// <summary>From the start of the process to the first connection that is answered.</summary>
/// <param name="product">Which product is started; none when there is none of this kind.</param>
internal sealed class StartCell(string name, string title, Func<CompareOptions, ServerCommand?> product) : Cell(name, title)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(1);

    public override IReadOnlyList<ServerCommand> Servers(CompareOptions options) =>
        product(options) is { } command ? [command, options.Baseline] : [];

    public override async Task RunAsync(
        IReadOnlyList<ServerCommand> servers, Schedule schedule, Results results, CancellationToken cancellationToken)
    {
        for (var start = 0; start < schedule.Starts; start++)
        {
            foreach (var (number, command) in servers.Index())
                results.Add(number, await MeasureAsync(command, cancellationToken));
        }
    }

    private static async Task<IReadOnlyList<Measured>> MeasureAsync(ServerCommand command, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var server = ServerProcess.Launch(command);
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var connection = await ConnectAsync(server, either.Token);
            var driver = new IdleDriver();
            var receiving = connection.ReceiveAsync(driver);
            await await Task.WhenAny(driver.Connected.WaitAsync(either.Token), receiving);
            return
            [
                new(Figures.StartUp, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds),
                new(Figures.StartCpu, LinuxProcess.CpuSeconds(server.Target.ProcessId!.Value) * 1000),
            ];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerException($"the {command.Name} sent no 'connected' within {Limit.TotalSeconds} s");
        }
    }

    private static async Task<LoadConnection> ConnectAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await LoadConnection.OpenAsync(new(server.Target, 4096), 0, null, cancellationToken);
            }
            catch (SocketException)
            {
                server.ThrowIfExited();
                await Task.Delay(RetryInterval, TimeProvider.System, cancellationToken);
            }
        }
    }
}
