using Microsoft.Extensions.Options;

using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.Benchmarks.Stores;

internal abstract class OpenStore(ISessionStore log) : IAsyncDisposable
{
    /// <summary>The store alone: what is read from here, it has kept.</summary>
    public ISessionStore Log { get; } = log;

    /// <summary>As the server has it.</summary>
    public ISessionStore Store { get; } = log.IsDurable ? new TailedSessionStore(log, Options.Create(new TailOptions())) : log;

    /// <summary>Transactions so far. Ask only while nothing is under way.</summary>
    public virtual Task<double> CommitsAsync(CancellationToken cancellationToken) => Task.FromResult(double.NaN);

    public abstract ValueTask DisposeAsync();
}
