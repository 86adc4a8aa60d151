using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Wire;

/// <summary>What is written by hand is, byte for byte, what the serializer writes.</summary>
public sealed class EventEncoderTests
{
    private static readonly WireJsonContext Wire = WireJson.Context;

    private const string Special = "\"\\/<&'+\u2028\u2029\uFEFF\uFFFE\uFFFD";

    /// <summary>Everything that JSON or UTF-8 make something special of, among letters that they do not.</summary>
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char[' ', '~'],
        Gen.Char['\0', '\x1F'],
        Gen.Char['\x7F', '\xFF'],
        Gen.Int[0, Special.Length - 1].Select(index => Special[index]),
        Gen.Char['\uD7FF', '\uE000'],
        Gen.Char).Array[0, 1500].Select(letters => new string(letters));

    private static readonly Gen<ReasoningStep> Steps = Gen.Select(Texts, Gen.Int[0, int.MaxValue], Gen.Int[0, 2]).Select(
        (text, iteration, kind) => (ReasoningStep)(kind switch
        {
            0 => new ThoughtStep(text, iteration),
            1 => new FinalAnswerStep(text, iteration, []),
            _ => new ErrorStep(text, iteration),
        }));

    private static readonly Gen<DateTimeOffset> Times =
        Gen.Long[0, 253_402_300_799_999].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    [Fact]
    public void Encode_AStep_IsAsTheSerializerWritesIt() =>
        Gen.Select(Steps, Times, Gen.Int[1, int.MaxValue], Gen.Int[1, int.MaxValue], Gen.Long[1, long.MaxValue]).Sample(
            (step, at, attempt, number, seq) =>
            {
                var id = new StepId(attempt, number);
                var type = step switch { ThoughtStep => "thought", FinalAnswerStep => "final_answer", _ => "error" };
                var data = new ReasoningStepData(type, step.Content, step.Iteration, at, id, null, null, null, null, null);
                AssertSame(new StepTaken(step, id, at), seq, "reasoning_step", data, Wire.ReasoningStep);
            },
            iter: 3_000);

    [Fact]
    public void Encode_AStart_IsAsTheSerializerWritesIt() => Gen.Select(Texts, Texts, Gen.Bool, Gen.Long[1, long.MaxValue]).Sample(
        (agent, message, enableReasoning, seq) => AssertSame(
            new RunStarted(new RunRequest(agent, message, enableReasoning)),
            seq,
            "reasoning_start",
            new ReasoningStartData(agent, message, enableReasoning),
            Wire.ReasoningStart),
        iter: 1_000);

    [Fact]
    public void Encode_AnAnswer_IsAsTheSerializerWritesIt() => Gen.Select(Texts, Gen.Long[1, long.MaxValue]).Sample(
        (text, seq) => AssertSame(new ResponseGiven(text), seq, "response", new ResponseData(text), Wire.Response), iter: 1_000);

    [Fact]
    public void Encode_ACompletion_IsAsTheSerializerWritesIt() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Long[0, TimeSpan.MaxValue.Ticks], Gen.Long[1, long.MaxValue], Gen.Long.Nullable()).Sample(
            (iterations, ticks, seq, tokens) =>
            {
                var duration = TimeSpan.FromTicks(ticks);
                var usage = tokens is null ? null : new TokenUsage(tokens, null, null, null);
                var data = new ReasoningCompleteData(
                    "completed",
                    iterations,
                    (long)duration.TotalMilliseconds,
                    Tools: null,
                    usage is null ? null : new UsageData(tokens, null, null, null));
                var completed = new RunCompleted(RunStatus.Completed, iterations, duration, [], usage);
                AssertSame(completed, seq, "reasoning_complete", data, Wire.ReasoningComplete);
            },
            iter: 1_000);

    private static void AssertSame<TData>(RunEvent @event, long seq, string type, TData data, JsonTypeInfo<EventMessage<TData>> info)
        where TData : notnull
    {
        var output = new ArrayBufferWriter<byte>();
        new EventEncoder().Encode(new SessionEvent(seq, Some.Run, @event), output);
        Assert.Equal(JsonSerializer.Serialize(new EventMessage<TData>(type, seq, Some.Run, data), info), Encoding.UTF8.GetString(output.WrittenSpan));

        // And no invalid byte that reading it as text would hide.
        Assert.True(System.Text.Unicode.Utf8.IsValid(output.WrittenSpan));
    }
}
