using Microsoft.Extensions.Options;

using Reasoning.Infrastructure.Sessions;

namespace Reasoning.Benchmarks.Stores;

internal sealed class MemoryKind() : StoreKind("memory")
{
    public override bool IsDurable => false;

    public override Task<OpenStore> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<OpenStore>(new Opened());

    public override Task<BareInsert?> OpenBareAsync(CancellationToken cancellationToken) => Task.FromResult<BareInsert?>(null);

    // Else it would have forgotten the beginning of a long run when that is to be replayed.
    public override Task<string[]> SettingsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<string[]>(["--Storage:Provider=memory", $"--Storage:Memory:MaxSessionBytes={64 * 1024 * 1024}"]);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Opened() : OpenStore(new MemorySessionStore(Options.Create(new MemoryStoreOptions()), TimeProvider.System))
    {
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
