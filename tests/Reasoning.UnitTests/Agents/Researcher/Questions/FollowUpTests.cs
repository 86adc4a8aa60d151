using System.Globalization;
using Reasoning.Infrastructure.Agents.Researcher.Questions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Agents.Researcher.Questions;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("What is the heartbeat interval?", "and how do I change it?", "heartbeat interval change")]
    [InlineData("What is the heartbeat interval?", "How do I change that?", "heartbeat interval change")]
    [InlineData("What is the heartbeat interval?", "Why?", "heartbeat interval")]
    [InlineData("What is the heartbeat interval?", "How long?", "heartbeat interval")]
    [InlineData("How do I change the heartbeat interval?", "What about the timeout?", "change heartbeat interval timeout")]
    [InlineData("How do I stop a run?", "And with a socket?", "stop run socket")]
    [InlineData("What is the console?", "How do I run it?", "console run")]
    [InlineData("What isolation levels are there?", "Which one do I get?", "isolation levels")]
    [InlineData("How do I set a quota?", "How do I lift it?", "set quota lift")]
    [InlineData("What is the heartbeat interval?", "So which code does the client see?", "heartbeat interval code client see")]
    [InlineData("How does a client resume?", "Does this need an epoch?", "client resume epoch")]
    public void Resolve_WhenTheQuestionLeavesSomethingOut_TakesItFromTheOneBefore(string before, string question, string terms) =>
        Assert.Equal(terms, Terms(before, question));

    [Theory]
    [InlineData("How does a client resume?", "What is the heartbeat interval?", "heartbeat interval")]
    [InlineData("How does a client resume?", "And what is a session?", "session")]
    [InlineData("How does a client resume?", "What happens to a session when it is deleted?", "session deleted")]
    [InlineData("How does a client resume?", "What is the code that closes a socket?", "code closes socket")]
    [InlineData("How does a client resume?", "Why does a socket close?", "socket close")]
    [InlineData("How does a client resume?", "Thanks!", "")]
    [InlineData("Hello", "and how do I change it?", "change")]
    public void Resolve_WhenTheQuestionIsWhole_TakesNothing(string before, string question, string terms) =>
        Assert.Equal(terms, Terms(before, question));

    [Fact]
    public void Resolve_WhenOneFollowsTheOther_GoesBackToTheOneThatNamesIt()
    {
        Assert.Equal(
            "heartbeat interval change",
            Terms("How does a client resume?", "What is the heartbeat interval?", "Why?", "And how do I change it?"));
        Assert.Equal("", Terms([.. Enumerable.Repeat("Why?", 100)]));
        Assert.Equal("", Terms([]));
    }

    [Fact]
    public void Resolve_WhenTheOneBeforeHasAsManyTermsAsThereMayBe_KeepsWhatTheQuestionAdds()
    {
        var question = FollowUp.Resolve(["alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima?", "What about the timeout?"]);

        Assert.Equal("timeout", question.Name);
        Assert.Equal(Question.MaxTerms, question.Terms.Count);
        Assert.Equal(Question.MaxTerms - 1, question.Borrowed.Count);
    }

    [Fact]
    public void Resolve_WhenTermsAreBorrowed_SaysWhich()
    {
        var question = FollowUp.Resolve(["What is the heartbeat interval?", "And how do I change it?"]);
        Assert.Equal(["heartbeat", "interval"], question.Borrowed.Select(term => term.Text));
        Assert.Equal("heartbeat interval ~change", question.Query);
    }

    [Theory]
    [InlineData("How do I change that{0}x")]
    [InlineData("{0}and{0}x")]
    [InlineData("{0}what{0}x")]
    public async Task Resolve_HoweverMuchSpaceThereIs_TakesNoLongTime(string question)
    {
        var message = string.Format(CultureInfo.InvariantCulture, question, new string(' ', 300_000));
        await Task.Run(() => FollowUp.Resolve(["What is the heartbeat interval?", message]), Test.Token).InTime();
    }

    private static string Terms(params string[] messages) =>
        string.Join(' ', FollowUp.Resolve(messages).Terms.Select(term => term.Text));
}
