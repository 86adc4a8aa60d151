using Reasoning.Infrastructure.Agents.Researcher.Answers;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.UnitTests.Agents.Researcher.Answers;

public sealed class AnswerContractTests
{
    [Theory]
    [InlineData(nameof(AnswerType.Number), "There are three kinds of streams.", true)]
    [InlineData(nameof(AnswerType.Number), "There are kinds of streams.", false)]
    [InlineData(nameof(AnswerType.Duration), "It waits 30 s for an answer.", true)]
    [InlineData(nameof(AnswerType.Duration), "It is sent every 15 minutes.", true)]
    [InlineData(nameof(AnswerType.Duration), "As 16 clients wait, it closes.", false)]
    [InlineData(nameof(AnswerType.Date), "It was shown on 23 February 2017.", true)]
    [InlineData(nameof(AnswerType.Duration), "Number of seconds to wait (default: 900)", true)]
    [InlineData(nameof(AnswerType.Duration), "It is taken to mean 31d.", true)]
    [InlineData(nameof(AnswerType.File), "It lies in /etc/hostname.", true)]
    [InlineData(nameof(AnswerType.File), "Write it into npm.conf first.", true)]
    [InlineData(nameof(AnswerType.File), "It lies in a file.", false)]
    [InlineData(nameof(AnswerType.Date), "The lowest is 4713 BC.", true)]
    [InlineData(nameof(AnswerType.Date), "It was shown on port 8080.", false)]
    [InlineData(nameof(AnswerType.Creator), "The project was founded in 1993 by Ian Murdock.", true)]
    [InlineData(nameof(AnswerType.Creator), "Ada Lovelace wrote the first program.", true)]
    [InlineData(nameof(AnswerType.Creator), "It is written in C. See Software Engineering Notes.", false)]
    [InlineData(nameof(AnswerType.Person), "The maintainer decides.", true)]
    [InlineData(nameof(AnswerType.Identifier), "Give it --no-verify.", true)]
    [InlineData(nameof(AnswerType.Identifier), "Give it a reason.", false)]
    [InlineData(nameof(AnswerType.List), "- one\n- two", true)]
    [InlineData(nameof(AnswerType.List), "It is one.", false)]
    [InlineData(nameof(AnswerType.Place), "It lies in /etc/hostname.", true)]
    [InlineData(nameof(AnswerType.Reason), "It waits, because the log comes first.", true)]
    [InlineData(nameof(AnswerType.Contrast), "One is fast, while the other is safe.", true)]
    [InlineData(nameof(AnswerType.Passage), "Anything.", true)]
    public void IsMet_ForWhatAnAnswerMustHave_IsTrue(string type, string text, bool met) =>
        Assert.Equal(met, AnswerContract.IsMet(Enum.Parse<AnswerType>(type), text));

    [Theory]
    [InlineData("At most 1,600 columns fit.", true)]
    [InlineData("| columns per table | 1600 |", true)]
    [InlineData("Set MAX_COLUMNS=1 before that.", false)]
    [InlineData("It has 7 rows, and whoever wants to have anything else but rows has to think about columns.", false)]
    public void Counts_WhenANumberStandsBesideWhatIsCounted_IsTrue(string text, bool counts) =>
        Assert.Equal(counts, AnswerContract.Counts(Question.Parse("How many columns are there?").Counted!, text));

    [Fact]
    public void IsMet_KnowsEveryTypeAndSaysWhatIsMissing()
    {
        foreach (var type in Enum.GetValues<AnswerType>())
        {
            Assert.False(AnswerContract.IsMet(type, "") && AnswerContract.IsBinding(type));
            if (AnswerContract.IsBinding(type))
                Assert.NotEmpty(AnswerContract.NameOf(type));
        }
    }
}
