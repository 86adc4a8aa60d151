using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Webhooks;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Webhooks;

public sealed class WebhookDeliveryTests : IAsyncDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Frame = """{"type":"reasoning_complete","seq":1}""";

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly MemorySessionStore _memory = new(Options.Create(new MemoryStoreOptions()), TimeProvider.System);
    private readonly CountingOutbox _outbox;
    private readonly FakeEndpoint _endpoint = new();
    private readonly LogRecorder<WebhookDelivery> _log = new();
    private readonly WebhookOptions _options = new();
    private WebhookDelivery? _delivery;

    public WebhookDeliveryTests() => _outbox = new CountingOutbox(_memory);

    public async ValueTask DisposeAsync()
    {
        if (_delivery is not null)
            await _delivery.StopAsync(CancellationToken.None);
        _delivery?.Dispose();
        _endpoint.Dispose();
    }

    [Fact]
    public async Task Deliver_WhenARunEnds_PostsItsEndSignedAndOnce()
    {
        await EndAsync("a");
        await StartAsync("a");
        await UntilAsync(() => _endpoint.Posts.Count == 1);
        await UntilItIsOverAsync();

        var (request, body) = Assert.Single(_endpoint.Posts);
        Assert.Equal((HttpMethod.Post, "http://a.example/hook"), (request.Method, request.RequestUri!.ToString()));
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal($"msg_{Some.Run}", Header(request, "webhook-id"));
        Assert.Equal(
            $$$"""{"type":"run.completed","timestamp":"{{{Some.Time:yyyy-MM-ddTHH:mm:ss.fff}}}Z","data":{"session_id":"{{{Some.Session.Id.Value}}}","run_id":"{{{Some.Run}}}","agent":"{{{Some.Request.Agent}}}","event":{{{Frame}}}}}""",
            body);
        Assert.True(WebhookSecret.TryParse(Secret, out var secret));
        var timestamp = long.Parse(Header(request, "webhook-timestamp"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(secret.Sign($"msg_{Some.Run}", timestamp, Encoding.UTF8.GetBytes(body)), Header(request, "webhook-signature"));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Deliver_WhenTheEndpointRefuses_TriesAgainLaterAndLater(HttpStatusCode refusal)
    {
        var posts = new List<DateTimeOffset>();
        _endpoint.Answer = (number, _) =>
        {
            posts.Add(_time.GetUtcNow());
            return number <= 4 ? Task.FromResult(refusal) : Task.FromResult(HttpStatusCode.OK);
        };
        await EndAsync("a");
        await StartAsync("a");

        // Time stands still while a delivery is in hand: it goes on by one step at most, taken just as that begins.
        var step = TimeSpan.FromMilliseconds(100);
        await Test.UntilAsync(() =>
        {
            if (_outbox.InHand == 0)
                _time.Advance(step);
            return _outbox.Removed == 1;
        });

        var dues = _outbox.Dues.ToList();
        Assert.Equal((5, 4), (posts.Count, dues.Count));
        for (var attempt = 0; attempt < dues.Count; attempt++)
        {
            var wait = (dues[attempt] - posts[attempt]).TotalSeconds;
            var expected = 2 * Math.Pow(2, attempt);
            Assert.InRange(wait, 0.8 * expected, (1.2 * expected) + step.TotalSeconds);
            Assert.True(posts[attempt + 1] >= dues[attempt]);
        }

        Assert.Single(_endpoint.Posts.Select(post => Header(post.Request, "webhook-id")).Distinct());
    }

    [Fact]
    public async Task Deliver_WhenTheEndpointDoesNotAnswer_GivesUpTheAttemptAndThenTheDelivery()
    {
        _options.GiveUpAfter = TimeSpan.FromSeconds(25);
        _endpoint.Answer = async (number, token) =>
        {
            if (number == 1)
                throw new HttpRequestException("No such host.");
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return HttpStatusCode.OK;
        };
        await EndAsync("a");
        await StartAsync("a");
        await UntilItIsOverAsync();

        Assert.InRange(_endpoint.Posts.Count, 3, 4);
        Assert.Contains("given up", Assert.Single(_log.Errors), StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.Text.Contains("No such host.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliver_WhenOneEndpointHangs_StillTellsTheOther()
    {
        _endpoint.Answer = async (_, token) =>
        {
            await Task.CompletedTask;
            return _endpoint.Posts[^1].Request.RequestUri!.Host == "a.example"
                ? await Hang(token)
                : HttpStatusCode.OK;
        };
        await EndAsync("a", "b");
        await StartAsync("a", "b");
        await UntilItIsOverAsync();
    }

    [Fact]
    public async Task Deliver_WhenTheServerDiesInBetween_IsMadeByTheNext()
    {
        _endpoint.Answer = (number, token) => number == 1 ? Hang(token) : Task.FromResult(HttpStatusCode.OK);
        await EndAsync("a");
        await StartAsync("a");
        await UntilAsync(() => _endpoint.Posts.Count == 1);
        await _delivery!.StopAsync(CancellationToken.None);
        _delivery.Dispose();

        await StartAsync("a");
        await UntilItIsOverAsync();
        Assert.Equal(2, _endpoint.Posts.Count);
    }

    [Fact]
    public async Task Deliver_WhenTheLogHasForgottenTheEnd_TellsNothing()
    {
        await EndAsync("a");
        await StartAsync(Mock.Of<ISessionStore>(), "a");
        await UntilItIsOverAsync();
        Assert.Empty(_endpoint.Posts);
    }

    [Fact]
    public void Options_WhenAnEndpointIsNone_SayWhatIsWrong()
    {
        _options.Endpoints["x"] = new WebhookEndpoint { Url = new Uri("ftp://x.example"), Secret = "secret" };
        _options.Endpoints["y"] = new WebhookEndpoint { Url = new Uri("/hook", UriKind.Relative), Secret = Secret };
        _options.Endpoints["z"] = new WebhookEndpoint { Url = new Uri("https://user:pass@z.example"), Secret = Secret };
        Assert.Equal(
            ["x:Url", "x:Secret", "y:Url", "z:Url"],
            _options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(_options))
                .Select(result => result.ErrorMessage!.Split(' ')[0]["Webhooks:Endpoints:".Length..]));
    }

    private async Task<HttpStatusCode> Hang(CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        return HttpStatusCode.OK;
    }

    private static string Header(HttpRequestMessage request, string name) => Assert.Single(request.Headers.GetValues(name));

    private Task StartAsync(params string[] targets) => StartAsync(_memory, targets);

    private async Task StartAsync(ISessionStore log, params string[] targets)
    {
        foreach (var target in targets)
            _options.Endpoints[target] = new WebhookEndpoint { Url = new Uri($"http://{target}.example/hook"), Secret = Secret };
        _delivery = new WebhookDelivery(
            _outbox, log, _memory, new WebhookClient(_endpoint, _time), Options.Create(_options), _time, _log);
        await _delivery.StartAsync(Test.Token);
    }

    private async Task EndAsync(params string[] targets)
    {
        var owner = await _memory.OpenAsync(Some.Session, Test.Token);
        var frame = Encoding.UTF8.GetBytes(Frame);
        RunChange[] changes =
        [
            new RunChange.Accepted(Some.Run, Some.Request, Some.Time, FirstSeq: 1),
            new RunChange.Ended(Some.Run, Some.Time, LastSeq: 1, RunOutcome.Completed),
        ];
        await new TellingSessionStore(_memory, targets).AppendAsync(
            Some.Session, owner.Term, new SessionAppend(owner.Epoch, new EventBatch(1, frame, [frame.Length]), changes), Test.Token);
    }

    /// <summary>Lets time go by until it is so.</summary>
    private Task UntilAsync(Func<bool> condition) => Test.UntilAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return condition();
    });

    /// <summary>Until one delivery was made or given up.</summary>
    private Task UntilItIsOverAsync() => UntilAsync(() => _outbox.Removed == 1);
}
