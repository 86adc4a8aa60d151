using Reasoning.IntegrationTests.BadInput;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>Section 5.4, and section 10.4: the size of a message is what its fragments are together.</summary>
public sealed class Section5_4_FragmentationTests(SharedServer shared) : RfcTest(shared)
{
    private const int Max = 256 * 1024;

    [Fact]
    public Task Continuation_WhenThereIsNothingToContinue_ClosesWith1002() =>
        ClosesAsync(1002, RawClient.Frame(RawClient.Continuation, QuestionBytes));

    [Fact]
    public Task Continuation_WhenTheMessageHasEnded_ClosesWith1002() => ClosesAsync(
        1002, RawClient.Frame(RawClient.Text, QuestionBytes[..3], fin: false), RawClient.Frame(RawClient.Continuation, QuestionBytes[3..]),
        RawClient.Frame(RawClient.Continuation, []));

    [Theory]
    [InlineData(RawClient.Text)]
    [InlineData(RawClient.Binary)]
    public Task Fragments_WhenTwoMessagesAreInterleaved_CloseWith1002(int opcode) => ClosesAsync(
        1002, RawClient.Frame(RawClient.Text, QuestionBytes[..3], fin: false), RawClient.Frame(opcode, QuestionBytes, fin: false));

    [Fact]
    public Task Fragments_WhenTheyAreEmpty_AreTaken() => AnswersAsync(
        RawClient.Frame(RawClient.Text, [], fin: false), RawClient.Frame(RawClient.Continuation, QuestionBytes, fin: false),
        RawClient.Frame(RawClient.Continuation, [], fin: false), RawClient.Frame(RawClient.Continuation, []));

    [Fact]
    public Task Fragments_WhenTheyAreOfOneByteUpToTheLimit_AreTaken()
    {
        byte[] message = [.. QuestionBytes, .. Enumerable.Repeat((byte)' ', Max - QuestionBytes.Length)];
        return AnswersAsync([.. Fragments(message)]);
    }

    [Fact]
    public Task Fragments_WhenTheyAreOneByteTooMuch_CloseWith1009()
    {
        byte[] fragments = [.. Fragments(BadMessageTests.Padded(Max))];
        fragments[^7] = RawClient.Continuation;
        return ClosesAsync(1009, fragments, RawClient.Frame(RawClient.Continuation, [(byte)' ']));
    }

    [Fact]
    public Task Message_WhenItIsOneByteTooLarge_ClosesWith1009() =>
        ClosesAsync(1009, RawClient.Frame(RawClient.Text, BadMessageTests.Padded(Max + 1)));

    [Fact]
    public Task Message_WhenItNeverEnds_ClosesWith1009() => ClosesAsync(
        1009,
        [
            RawClient.Frame(RawClient.Text, BadMessageTests.Padded(1024), fin: false),
            .. Enumerable.Repeat(RawClient.Frame(RawClient.Continuation, BadMessageTests.Padded(1024), fin: false), 256),
        ]);

    /// <summary>One frame for each byte, in one piece of memory: they are many.</summary>
    private static IEnumerable<byte> Fragments(byte[] message) =>
        message.SelectMany((value, index) => RawClient.Frame(
            index == 0 ? RawClient.Text : RawClient.Continuation, [value], fin: index == message.Length - 1));
}
