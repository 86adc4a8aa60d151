using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>What a provider sends of one turn, as far as it may: the clients behind it collect a line without an end, and a turn as well.</summary>
internal sealed class TurnStream(Stream content) : ReadOnlyStream
{
    /// <summary>Bytes of one turn. A hundred thousand tokens, each in a piece of its own, are half of it.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    private long _read;

    /// <exception cref="ModelException">It has said too much.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await content.ReadAsync(buffer, cancellationToken);
        _read += count;
        return _read <= MaxBytes ? count : throw new ModelException(ModelFailure.TooMuch);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
