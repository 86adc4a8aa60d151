using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Models;

/// <summary>The provider and those who read it, each in a process of its own; they do not outlive this object.</summary>
internal sealed class ModelSubjects : IAsyncDisposable
{
    public const string Direct = "direct";
    public const string Gateway = "gateway";
    public const string Immediate = "gateway, no gathering";
    public const string Sqlite = "gateway, SQLite";

    public static readonly string[] Names = [Direct, Gateway, Immediate, Sqlite];

    private readonly Dictionary<string, ServerProcess> _processes = [];
    private ServerProcess? _provider;

    /// <summary>Of all that were started.</summary>
    public IEnumerable<int> ProcessIds => _processes.Values.Append(_provider!).Select(process => process.Target.ProcessId!.Value);

    public async Task StartAsync(ModelsOptions options, IReadOnlyList<ModelCell> cells, string folder, CancellationToken cancellationToken)
    {
        _provider = await ServerProcess.StartAsync(ServerCommand.Own("provider"), cancellationToken);
        var settings = GatewaySettings.For(cells, _provider.Target.EndPoint).ToArray();
        foreach (var name in cells.SelectMany(cell => cell.Columns).Distinct())
        {
            string[] own = name switch
            {
                Immediate => ["--Runs:DeltaInterval=00:00:00"],
                Sqlite => ["--Storage:Provider=sqlite", $"--Storage:Path={folder}"],
                _ => [],
            };
            var command = name == Direct
                ? ServerCommand.Own("reader")
                : options.Product with { Name = name, Arguments = [.. options.Product.Arguments, .. settings, .. own] };
            _processes.Add(name, await ServerProcess.StartAsync(command, cancellationToken));
        }
    }

    public async Task<ILoad> OpenAsync(string name, ModelCell cell, CancellationToken cancellationToken)
    {
        var target = _processes[name].Target;
        if (name == Direct)
            return new DirectLoad(target, _provider!.Target.EndPoint, cell);
        var load = new ModelLoad(target, cell, new LoadSwitch());
        await load.OpenAsync(cell.Runs, cancellationToken);
        return load;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
            await process.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
    }
}
