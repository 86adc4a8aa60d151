using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;
using static Reasoning.IntegrationTests.Remote.RemoteServer;

namespace Reasoning.IntegrationTests.Remote;

/// <summary>Every row of the table of faults in <c>docs/agents.md</c>, over real connections.</summary>
public sealed class RemoteFaultTests
{
    private const string BrokeOff = "The remote agent broke off before it had answered.";

    private static readonly Dictionary<string, Func<HttpContext, Task>> Faults = new()
    {
        ["no answer begins"] = HangAsync,
        ["status 503"] = context => RefuseAsync(context, StatusCodes.Status503ServiceUnavailable),
        ["status 401"] = context => RefuseAsync(context, StatusCodes.Status401Unauthorized),
        ["no stream"] = context => context.Response.WriteAsJsonAsync(new { answer = "No." }),
        ["silence"] = async context =>
        {
            await SayAsync(context, Thought("Hm."));
            await HangAsync(context);
        },
        ["garbage"] = context => SayAsync(context, Thought("Hm."), Event("step", "<html>")),
        ["unknown event"] = context => SayAsync(context, Event("thought", "{}")),
        ["result without a call"] = context => SayAsync(context, Event("step", """{"type":"tool_result","content":"x","tool_call_id":"y"}""")),
        ["iteration out of order"] = context => SayAsync(context, Event("step", """{"type":"thought","content":"x","iteration":-1}""")),
        ["one event without an end"] = context => SayWithoutEndAsync(context, "event: step\n", "data: x\n"),
        ["events without an end"] = context => SayWithoutEndAsync(context, "", Event("delta", """{"step_type":"text","content":"More. "}""")),
        ["steps without an end"] = context => SayWithoutEndAsync(context, "", Thought("Hm.")),
        ["dropped"] = async context =>
        {
            await SayAsync(context, Thought("Hm."));
            context.Abort();
        },
        ["dropped at once"] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
        ["ended without an answer"] = context => SayAsync(context, Thought("Hm.")),
        ["failed"] = context => SayAsync(context, Event("failed", """{"message":"The warehouse is closed."}""")),
    };

    public static TheoryData<string, string> Outcomes => new()
    {
        { "no answer begins", "The remote agent did not answer in time." },
        { "status 503", "The remote agent refused the run (status 503)." },
        { "status 401", "The remote agent refused the run (status 401)." },
        { "no stream", "The remote agent answered in a form that is not understood." },
        { "silence", "The remote agent said nothing for too long." },
        { "garbage", "The remote agent sent an event that is not the JSON it should be." },
        { "unknown event", "The remote agent sent an event of an unknown type." },
        { "result without a call", "The remote agent sent a tool's result without its call." },
        { "iteration out of order", "The remote agent sent an iteration out of its order." },
        { "one event without an end", "The remote agent said more than it may: 1024 bytes in one event." },
        { "events without an end", "The remote agent said more than it may: 65536 bytes in all." },
        { "steps without an end", "The remote agent said more than it may: 20 steps." },
        { "dropped", BrokeOff },
        { "dropped at once", BrokeOff },
        { "ended without an answer", BrokeOff },
        { "failed", "The warehouse is closed." },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Chat_WhenTheRemoteAgentFails_EndsWithASentenceAndAsksOnce(string fault, string message)
    {
        await using var remote = await StartAsync(Faults[fault]);
        await using var server = await StartServerAsync(
            remote.Address, [("MaxEventBytes", "1024"), ("MaxBytes", "65536"), ("MaxSteps", "20"), .. Patience(fault)]);
        await IsToldAsync(server, message);
        Assert.Single(remote.Requests);
    }

    [Fact]
    public async Task Chat_WhenNobodyListens_Fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}/");
        listener.Stop();
        await using var server = await StartServerAsync(address);
        await IsToldAsync(server, "The remote agent cannot be reached.");
    }

    [Fact]
    public async Task Chat_WhenTheRemoteSpeaksNoHttp_Fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var server = await StartServerAsync(new Uri($"http://{listener.LocalEndpoint}/"));
        var told = IsToldAsync(server, "The remote agent answered in a form that is not understood.");
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask().InTime();
        await connection.GetStream().WriteAsync("SSH-2.0-OpenSSH_9.6\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await told;
    }

    [Fact]
    public async Task Chat_WhenTheRemotePointsElsewhere_DoesNotGoThere()
    {
        await using var elsewhere = await SayingAsync(Answer("Stolen."));
        await using var remote = await StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.Address.ToString(), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await using var server = await StartServerAsync(remote.Address);
        await IsToldAsync(server, "The remote agent refused the run (status 307).");
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Chat_WhenTheRemoteGoesOnAfterItsAnswer_EndsAndClosesTheConnection()
    {
        await using var remote = await StartAsync(async context =>
        {
            await SayAsync(context, Answer("Done."), Thought("One more thing."));
            await HangAsync(context);
        });
        await using var server = await StartServerAsync(remote.Address);
        await using var client = await server.ConnectAsync();
        var events = await client.AskAsync("Go.", RemoteSettings.Agent);

        Assert.Equal(["reasoning_start", "reasoning_step", "reasoning_complete"], events.Select(message => message.Type));
        await remote.Closed.InTime();
    }

    [Fact]
    public async Task Chat_WhenItTakesTooLong_EndsInTimeAndClosesTheConnection()
    {
        await using var remote = await StartAsync(async context =>
        {
            await SayAsync(context, Thought("Hm."));
            await HangAsync(context);
        });
        await using var server = await TestServer.StartAsync([.. RemoteSettings.At(remote.Address), ("Runs:Timeout", "00:00:03")]);
        await using var client = await server.ConnectAsync();
        Assert.Equal("agent_timeout", (await client.AskAsync("Go.", RemoteSettings.Agent))[^1].Code);
        await remote.Closed.InTime();
    }

    // Short where somebody waits for it, and nowhere else: a busy machine is no fault.
    private static (string Key, string Value)[] Patience(string fault) => fault switch
    {
        "no answer begins" => [("ConnectTimeout", "00:00:00.500")],
        "silence" => [("Silence", "00:00:00.500")],
        _ => [],
    };

    private static Task<TestServer> StartServerAsync(Uri address, params (string Key, string Value)[] settings) =>
        TestServer.StartAsync(RemoteSettings.At(address, settings));

    private static async Task IsToldAsync(TestServer server, string message)
    {
        await using var client = await server.ConnectAsync();
        var events = await client.AskAsync("Go.", RemoteSettings.Agent);
        Assert.Equal(("error", "agent_failed"), (events[^1].Type, events[^1].Code));
        Assert.Equal(message, events[^1].Data.GetProperty("message").GetString());
        Assert.Empty(server.Errors);
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("Internal: secret");
    }

    private static async Task SayWithoutEndAsync(HttpContext context, string begin, string piece)
    {
        await SayAsync(context, begin);
        var pieces = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 10)));
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.Body.WriteAsync(pieces, context.RequestAborted);
    }
}
