using System.Net;
using System.Text;
using Reasoning.Application.Agents;
using Reasoning.Infrastructure.Agents.Remote;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Agents.Remote;

/// <summary>A remote agent without a network: what it is sent is kept, and what it sends is the test's to say.</summary>
internal sealed class ScriptedRemote(HttpContent? content = null) : HttpMessageHandler
{
    public const string Answer = """{"type":"final_answer","content":"Done."}""";

    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    public string ContentType { get; init; } = "text/event-stream";

    /// <summary>Instead of an answer.</summary>
    public Func<CancellationToken, Task>? Before { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public HttpRequestMessage? Request { get; private set; }

    public string? Body { get; private set; }

    public static ScriptedRemote Saying(params IEnumerable<string> events) =>
        new(new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(events))));

    public static string Event(string type, string data) => $"event: {type}\ndata: {data}\n\n";

    public static string Step(string step) => Event("step", step);

    public RemoteAgent Agent(RemoteAgentOptions options, AgentRecovery recovery = AgentRecovery.Restart)
    {
        options.Url ??= new Uri("http://remote.example/run");
        options.Recovery = recovery;
        return new RemoteAgent(Some.Descriptor(recovery), options, new RemoteHttp(this, Time));
    }

    public RemoteAgent Agent() => Agent(new RemoteAgentOptions());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Request = request;
        Body = await request.Content!.ReadAsStringAsync(cancellationToken);
        if (Before is not null)
            await Before(cancellationToken);
        var response = new HttpResponseMessage(Status) { Content = content ?? new ByteArrayContent([]) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return response;
    }
}
