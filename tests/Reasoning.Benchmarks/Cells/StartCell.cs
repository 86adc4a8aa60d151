using System.Net.Sockets;

using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Cells;

internal sealed class StartCell() : Cell("start", "start-up")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(1);

    public override async Task RunAsync(CompareOptions options, Results results, CancellationToken cancellationToken)
    {
        for (var start = 0; start < options.Schedule.Starts; start++)
        {
            results.AddProduct(await MeasureAsync(options.Product, cancellationToken));
            results.AddBaseline(await MeasureAsync(options.Baseline, cancellationToken));
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
            return [new(Figures.StartUp, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds)];
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
                return await LoadConnection.OpenAsync(new(server.Target.EndPoint, 4096), 0, null, cancellationToken);
            }
            catch (SocketException)
            {
                server.ThrowIfExited();
                await Task.Delay(RetryInterval, TimeProvider.System, cancellationToken);
            }
        }
    }
}
