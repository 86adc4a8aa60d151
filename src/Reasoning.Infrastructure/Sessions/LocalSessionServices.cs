using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>What every session of this node uses.</summary>
internal sealed class LocalSessionServices(
    ISessionStore store,
    IEventEncoder encoder,
    IEventDecoder decoder,
    IEventFanOut fanOut,
    IOptions<RunOptions> options,
    IOptions<StorageOptions> storage,
    TimeProvider time,
    ILogger<LocalSession> logger)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly long _startedAt = time.GetTimestamp();

    public ISessionStore Store { get; } = store;

    public IEventEncoder Encoder { get; } = encoder;

    public IEventDecoder Decoder { get; } = decoder;

    public IEventFanOut FanOut { get; } = fanOut;

    public RunOptions Options { get; } = options.Value;

    public StorageOptions Storage { get; } = storage.Value;

    public TimeProvider Time { get; } = time;

    /// <summary>The time by which limits are kept: it only goes forward, whatever is done to the clock.</summary>
    public DateTimeOffset Now => _started + Time.GetElapsedTime(_startedAt);

    public ILogger Logger { get; } = logger;
}
