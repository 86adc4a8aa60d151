using System.Reflection;
using System.Text;
using System.Text.Json;
using Reasoning.Application.Clients;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.IntegrationTests.Golden;

public sealed class ServerMessageTests
{
    private const string Folder = "server";

    public static TheoryData<string> Names => [.. ServerMessages.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_WhenTheValuesAreFixed_GivesTheGoldenFile(string name) =>
        GoldenFile.IsSame(Folder, name, ServerMessages.Encode(name));

    /// <summary>The one message that only a stream has.</summary>
    [Fact]
    public void EncodeClose_WhenTheCodeIsFixed_GivesTheGoldenFile() =>
        GoldenFile.IsSame("stream", "close", DirectEncoder.EncodeClose(4410).ToArray());

    /// <summary>Server-sent events name each message's type, and end it at a line break.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Frame_WhateverItSays_IsOneLineAndBeginsWithItsType(string name)
    {
        var frame = ServerMessages.Encode(name);
        Assert.Equal(Member(name, root => root.GetProperty("type")), Encoding.UTF8.GetString(FrameType.Of(frame)));
        Assert.Equal(-1, frame.AsSpan().IndexOfAny((byte)'\r', (byte)'\n'));
    }

    [Fact]
    public void Golden_WhenItIsComplete_HasAFileForEveryMessageAndNoOther() =>
        Assert.Equal(ServerMessages.Names.Order(StringComparer.Ordinal), GoldenFile.Names(Folder));

    [Fact]
    public void Golden_WhenItIsComplete_HasEveryKindOfEventStepAndAnswer()
    {
        Assert.Equal(LeavesOf<RunEvent>(), TypesOf(ServerMessages.Events.Values));
        Assert.Equal(LeavesOf<DirectAnswer>(), TypesOf(ServerMessages.Answers.Values));
        Assert.Equal(LeavesOf<ReasoningStep>(), TypesOf(ServerMessages.Events.Values.OfType<StepTaken>().Select(taken => taken.Step)));

        var completed = ServerMessages.Events.Values.OfType<RunCompleted>().ToList();
        Assert.Equal(Enum.GetValues<RunStatus>(), completed.Select(run => run.Status).Distinct().Order());
        Assert.Equal(Enum.GetValues<ToolOutcomeKind>(), completed.SelectMany(run => run.Tools).Select(tool => tool.Outcome).Distinct().Order());
    }

    [Fact]
    public void Golden_WhenItIsComplete_HasEveryTypeOfTheContract()
    {
        var types = GoldenFile.Names(Folder).Select(name => Member(name, root => root.GetProperty("type")));
        Assert.Equal(
            ["accepted", "caught_up", "connected", "error", "interrupted", "ping", "pong", "reasoning_complete", "reasoning_delta", "reasoning_start", "reasoning_step", "response"],
            types.Distinct().Order(StringComparer.Ordinal));

        var reasons = GoldenFile.Names(Folder).Where(name => name.StartsWith("connected", StringComparison.Ordinal))
            .Select(name => Member(name, root => root.GetProperty("data").TryGetProperty("reason", out var reason) ? reason : default))
            .OfType<string>();
        Assert.Equal(Enum.GetValues<ResumeGap>().Length, reasons.Distinct().Count());
    }

    [Fact]
    public void ErrorCode_WhenItIsSent_IsOneOfTheContract()
    {
        string[] known =
        [
            "invalid_json", "invalid_message", "unknown_type", "validation_failed", "agent_not_found", "run_not_found", "session_not_found",
            "too_many_runs",
            "busy", "conflict", "rate_limited", "forbidden", "unavailable", "shutting_down", "agent_failed", "agent_timeout",
            "max_iterations", "internal",
        ];
        var codes = typeof(ErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => ((ErrorCode)property.GetValue(null)!).Value);
        Assert.Subset(known.ToHashSet(), codes.ToHashSet());
    }

    private static string? Member(string name, Func<JsonElement, JsonElement> find)
    {
        using var document = JsonDocument.Parse(GoldenFile.Read(Folder, name));
        var member = find(document.RootElement);
        return member.ValueKind == JsonValueKind.Undefined ? null : member.GetString();
    }

    private static IEnumerable<string> LeavesOf<TFamily>() => typeof(TFamily).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TFamily)) && !type.IsAbstract)
        .Select(type => type.Name)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> TypesOf(IEnumerable<object> values) =>
        values.Select(value => value.GetType().Name).Distinct().Order(StringComparer.Ordinal);
}
