using System.Text;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Agents.Remote;

namespace Reasoning.UnitTests.Agents.Remote;

public sealed class RemoteEventReaderTests
{
    private const string NoJson = "an event that is not the JSON it should be";
    private const string NoArguments = "arguments that are no JSON object of text";
    private const string OutOfOrder = "an iteration out of its order";

    private readonly RemoteEventReader _reader = new(new RemoteAgentOptions { MaxSteps = 10 }, new RemoteCalls([]), iterations: 0);

    [Theory]
    [InlineData("message", "{}", "an event of an unknown type")]
    [InlineData("Step", "{}", "an event of an unknown type")]
    [InlineData("step", "{", NoJson)]
    [InlineData("step", "null", NoJson)]
    [InlineData("step", "[]", NoJson)]
    [InlineData("step", """{"type":1,"content":""}""", NoJson)]
    [InlineData("step", """{"type":"thought","content":"\ud800"}""", NoJson)]
    [InlineData("step", """{"type":"thought","content":"x","iteration":1.5}""", NoJson)]
    [InlineData("step", """{"type":"thought","content":"x","iteration":99999999999}""", NoJson)]
    [InlineData("step", """{"type":"thought"}""", "a step without content")]
    [InlineData("step", """{"content":"x"}""", "a step of an unknown type")]
    [InlineData("step", """{"type":"Thought","content":"x"}""", "a step of an unknown type")]
    [InlineData("step", """{"type":"thought","content":"x","iteration":0}""", OutOfOrder)]
    [InlineData("step", """{"type":"thought","content":"x","iteration":-1}""", OutOfOrder)]
    [InlineData("step", """{"type":"thought","content":"x","iteration":12}""", OutOfOrder)]
    [InlineData("step", """{"type":"final_answer","content":" "}""", "an empty answer")]
    [InlineData("step", """{"type":"final_answer","content":"x","citations":[null]}""", "a citation without a source")]
    [InlineData("step", """{"type":"final_answer","content":"x","citations":[{"heading":"y"}]}""", "a citation without a source")]
    [InlineData("step", """{"type":"tool_use","content":"x","tool_name":"y"}""", "a tool call without an id or a name")]
    [InlineData("step", """{"type":"tool_use","content":"x","tool_call_id":"","tool_name":"y"}""", "a tool call without an id or a name")]
    [InlineData("step", """{"type":"tool_use","content":"x","tool_call_id":"y"}""", "a tool call without an id or a name")]
    [InlineData("step", """{"type":"tool_use","content":"x","tool_call_id":"y","tool_name":"z","arguments":[1]}""", NoArguments)]
    [InlineData("step", """{"type":"tool_use","content":"x","tool_call_id":"y","tool_name":"z","arguments":{"a":"\udc00"}}""", NoArguments)]
    [InlineData("step", """{"type":"tool_result","content":"x","tool_call_id":"y"}""", "a tool's result without its call")]
    [InlineData("step", """{"type":"tool_result","content":"x"}""", "a tool's result without its call")]
    [InlineData("delta", """{"step_type":"answer","content":"x"}""", "a delta of an unknown type")]
    [InlineData("delta", """{"step_type":"text"}""", "a delta without content")]
    [InlineData("delta", """{"step_type":"text","content":"x","iteration":0}""", OutOfOrder)]
    [InlineData("usage", """{"input_tokens":-1}""", "a number of tokens that is none")]
    [InlineData("usage", """{"output_tokens":9223372036854775807}""", "a number of tokens that is none")]
    [InlineData("failed", "{}", "a failure without a message")]
    [InlineData("failed", """{"message":" "}""", "a failure without a message")]
    public void Read_WhenAnEventIsWrong_FailsWithWhatIsWrong(string type, string data, string what) =>
        Fails($"The remote agent sent {what}.", type, data);

    [Fact]
    public void Read_WhenTextIsNoUtf8_Fails()
    {
        byte[] data = [.. """{"type":"thought","content":"x"""u8, 0xff, .. "\"}"u8];
        var failure = Assert.Throws<AgentException>(() => _reader.Read("step", data));
        Assert.Equal($"The remote agent sent {NoJson}.", failure.Message);
    }

    [Fact]
    public void Read_WhenArgumentsAreNestedWithoutEnd_Fails() => Fails(
        $"The remote agent sent {NoJson}.",
        "step",
        """{"type":"tool_use","content":"x","tool_call_id":"y","tool_name":"z","arguments":{"a":""" + new string('[', 40) + new string(']', 40) + "}}");

    [Fact]
    public void Read_WhenACallIsMadeTwiceOrEndsTwice_Fails()
    {
        const string Use = """{"type":"tool_use","content":"x","tool_call_id":"a","tool_name":"z"}""";
        const string Result = """{"type":"tool_result","content":"x","tool_call_id":"a"}""";
        Read("step", Use);
        Fails("The remote agent sent two tool calls with one id.", "step", Use);
        Fails(
            "The remote agent sent a tool's result with the name of another tool.",
            "step", """{"type":"tool_result","content":"x","tool_call_id":"a","tool_name":"other"}""");
        Read("step", Use.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        Read("step", Result.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        Fails("The remote agent sent a tool's result without its call.", "step", Result.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        Fails("The remote agent sent two tool calls with one id.", "step", Use.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_WhenAnIterationGoesBack_Fails()
    {
        Read("step", """{"type":"thought","content":"x","iteration":3}""");
        Fails($"The remote agent sent {OutOfOrder}.", "step", """{"type":"thought","content":"x","iteration":2}""");
    }

    [Fact]
    public void Read_WhenTheAgentSaysThatItFailed_FailsWithItsWords()
    {
        Fails("The warehouse is closed.", "failed", """{"message":"The warehouse is closed."}""");
        Fails("The remote agent sent a failure without a message.", "failed", $$"""{"message":"{{new string('x', 1_001)}}"}""");
    }

    [Fact]
    public void Read_WhenThereAreTooManyCitations_Fails() => Fails(
        "The remote agent said more than it may: 100 citations.",
        "step",
        $$"""{"type":"final_answer","content":"x","citations":[{{string.Join(',', Enumerable.Repeat("""{"source":"a"}""", 101))}}]}""");

    private void Read(string type, string data) => _reader.Read(type, Encoding.UTF8.GetBytes(data));

    private void Fails(string message, string type, string data)
    {
        var failure = Assert.Throws<AgentException>(() => Read(type, data));
        Assert.Equal((ErrorCode.AgentFailed, message), (failure.Code, failure.Message));
    }
}
