using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.UnitTests.Agents.Researcher.Questions;

public sealed class QuestionFormTests
{
    [Theory]
    [InlineData("How many retries are there?", nameof(AnswerType.Number))]
    [InlineData("What is the maximum size of a message?", nameof(AnswerType.Size))]
    [InlineData("How long may a title be?", nameof(AnswerType.Size))]
    [InlineData("What does a licence cost?", nameof(AnswerType.Price))]
    [InlineData("The server ignores my file. Is it read at all?", nameof(AnswerType.YesNo))]
    [InlineData("Which port does it listen on?", nameof(AnswerType.Number))]
    [InlineData("How often is it sent?", nameof(AnswerType.Duration))]
    [InlineData("After how many seconds is it closed?", nameof(AnswerType.Duration))]
    [InlineData("What is the heartbeat interval?", nameof(AnswerType.Duration))]
    [InlineData("When was the standard published?", nameof(AnswerType.Date))]
    [InlineData("In which year did it begin?", nameof(AnswerType.Date))]
    [InlineData("When is a run parked?", nameof(AnswerType.Passage))]
    [InlineData("Who wrote the parser?", nameof(AnswerType.Creator))]
    [InlineData("Who is the author of the parser?", nameof(AnswerType.Creator))]
    [InlineData("Who approves an upload?", nameof(AnswerType.Person))]
    [InlineData("Which option skips the hook?", nameof(AnswerType.Identifier))]
    [InlineData("What's the command for that?", nameof(AnswerType.Identifier))]
    [InlineData("How do I resume a session?", nameof(AnswerType.Instruction))]
    [InlineData("how to resume", nameof(AnswerType.Instruction))]
    [InlineData("Why does it close?", nameof(AnswerType.Reason))]
    [InlineData("Where are the logs kept?", nameof(AnswerType.Place))]
    [InlineData("What kinds of streams are there?", nameof(AnswerType.List))]
    [InlineData("What are the close codes?", nameof(AnswerType.List))]
    [InlineData("What is a session?", nameof(AnswerType.Definition))]
    [InlineData("What does VACUUM FULL do?", nameof(AnswerType.Definition))]
    [InlineData("May a client send binary frames?", nameof(AnswerType.YesNo))]
    [InlineData("close codes", nameof(AnswerType.Passage))]
    public void TypeOf_ByItsWording_IsTheKindOfAnswer(string question, string type) =>
        Assert.Equal(type, QuestionForm.TypeOf(question).ToString());

    [Theory]
    [InlineData("Hi, can you tell me what a session is?", "what a session is?")]
    [InlineData("please, I want to know how resume works", "how resume works")]
    [InlineData("Could you please explain to me the close codes", "the close codes")]
    [InlineData("Can I resume?", "Can I resume?")]
    [InlineData("What is it?", "What is it?")]
    public void WithoutCourtesy_LeavesTheQuestion(string message, string question) =>
        Assert.Equal(question, QuestionForm.WithoutCourtesy(message));

    [Theory]
    [InlineData("The server ignores my file. Which permissions does it want?", "permissions")]
    [InlineData("my script misbehaves, can I make the shell print commands?", "shell print commands")]
    [InlineData("I lost a stash, can I get it back?", "lost stash")]
    public void Parse_WhenCircumstancesComeFirst_MissesOnlyWhatTheQuestionNames(string message, string terms) =>
        Assert.Equal(terms, string.Join(' ', Question.Parse(message).Terms.Where(term => term is { IsContext: false, IsSoft: false }).Select(term => term.Text)));
}
