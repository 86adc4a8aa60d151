namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>
/// What a remote agent sends, as far as it may: not more bytes in all and in one event than it is allowed, and no silence
/// longer than that. The parser behind it would collect an event without an end.
/// </summary>
internal sealed class RemoteStream : ReadOnlyStream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _content;
    private readonly RemoteAgentOptions _options;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;
    private readonly EventMeter _event = new();
    private long _read;

    public RemoteStream(
        HttpResponseMessage response, Stream content, RemoteAgentOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        (_response, _content, _options, _stop) = (response, content, options, cancellationToken);
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
    }

    /// <exception cref="Application.Agents.AgentException">It broke off, is silent, or has said too much.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        _silence.CancelAfter(_options.Silence);
        try
        {
            count = await _content.ReadAsync(buffer, _either.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or HttpRequestException or IOException)
        {
            _stop.ThrowIfCancellationRequested();
            throw failure is OperationCanceledException ? RemoteFailure.Silent(failure) : RemoteFailure.BrokeOff(failure);
        }

        // Whoever reads may take his time.
        _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        _read += count;
        if (_read > _options.MaxBytes)
            throw RemoteFailure.TooMuch($"{_options.MaxBytes} bytes in all");
        if (_event.Add(buffer.Span[..count]) > _options.MaxEventBytes)
            throw RemoteFailure.TooMuch($"{_options.MaxEventBytes} bytes in one event");
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _response.Dispose();
            _either.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }
}
