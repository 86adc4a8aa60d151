using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>What every session of this node uses.</summary>
internal sealed class LocalSessionServices(
    ISessionStore store,
    IEventEncoder encoder,
    IEventFanOut fanOut,
    IOptions<RunOptions> options,
    TimeProvider time,
    ILogger<LocalSession> logger)
{
    public ISessionStore Store { get; } = store;

    public IEventEncoder Encoder { get; } = encoder;

    public IEventFanOut FanOut { get; } = fanOut;

    public RunOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
