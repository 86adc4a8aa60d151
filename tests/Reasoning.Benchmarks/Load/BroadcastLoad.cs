using System.Text;

using Reasoning.Benchmarks.Machine;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>Connections that are told the same thing, one broadcast after the other.</summary>
internal sealed class BroadcastLoad : ILoad
{
    private const int Rounds = 10;
    private const int BufferSize = 1024;

    /// <summary>About as long as an event of the other cells.</summary>
    private static readonly string Text = new('x', 160);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Between two broadcasts, until everybody is idle again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;
    private readonly LoadGroup _group;
    private volatile BroadcastRound? _current;
    private int _number;

    public BroadcastLoad(Target target)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://{target.EndPoint}"), Timeout = Limit };
        _group = new LoadGroup(new(target, BufferSize), _ => new BroadcastDriver(() => _current));
    }

    public Task OpenAsync(int connections, CancellationToken cancellationToken) => _group.OpenAsync(connections, cancellationToken);

    public async Task WarmUpAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < time)
            await BroadcastAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        var times = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            await _group.DelayAsync(Rest, cancellationToken);
            times[round] = (await BroadcastAsync(cancellationToken)).TotalMilliseconds;
        }

        return [new(Figures.BroadcastTime, Statistics.Median(times))];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _group.DisposeAsync();
    }

    /// <returns>From just before the request until the last connection has the whole message.</returns>
    private async Task<TimeSpan> BroadcastAsync(CancellationToken cancellationToken)
    {
        var message = Encoding.UTF8.GetBytes($$$"""{"type":"notice","data":{"number":{{{++_number}}},"text":"{{{Text}}}"}}""");
        var round = _current = new BroadcastRound(message, _group.Drivers.Count);
        using var body = new ByteArrayContent(message);
        body.Headers.ContentType = new("application/json");
        var started = TimeProvider.System.GetTimestamp();
        var answering = _http.PostAsync("/broadcast", body, cancellationToken);
        try
        {
            await _group.OrFault(round.LastReceived.WaitAsync(Limit, TimeProvider.System, cancellationToken));
        }
        catch (TimeoutException)
        {
            throw new ProtocolException($"{round.Missing} connections did not get broadcast {_number} within {Limit.TotalSeconds} s");
        }

        using var answer = await answering;
        if (!answer.IsSuccessStatusCode)
            throw new ProtocolException($"the broadcast was answered with {(int)answer.StatusCode}");
        return TimeProvider.System.GetElapsedTime(started, await round.LastReceived);
    }
}
