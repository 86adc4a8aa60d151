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
    [InlineData("my run is slow, how can I see which tool takes how long?", nameof(AnswerType.Instruction))]
    [InlineData("What is the longest name?", nameof(AnswerType.Number))]
    [InlineData("max length of a name", nameof(AnswerType.Number))]
    [InlineData("How long may a client take?", nameof(AnswerType.Duration))]
    [InlineData("How old is the project?", nameof(AnswerType.Duration))]
    [InlineData("Until when is it supported?", nameof(AnswerType.Date))]
    [InlineData("When does support end?", nameof(AnswerType.Date))]
    [InlineData("Whom do I write to?", nameof(AnswerType.Person))]
    [InlineData("Which file holds the token?", nameof(AnswerType.File))]
    [InlineData("What causes a gap?", nameof(AnswerType.Reason))]
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
    [InlineData("Why is it called sid?", "named after")]
    [InlineData("Why does it close?", "why")]
    [InlineData("How many columns can a table have?", "maximum")]
    [InlineData("Which level do I get if I choose nothing?", "default")]
    [InlineData("How long does it wait out of the box?", "default")]
    [InlineData("Where should the file be kept?", "should")]
    [InlineData("What is a session?", "")]
    public void CuesOf_AQuestion_AreWordsThatAnswersHave(string question, string first) =>
        Assert.Equal(first, QuestionForm.CuesOf(question, QuestionForm.TypeOf(question)).FirstOrDefault(""));

    [Theory]
    [InlineData("How can I kick them out after hours?", "kick")]
    [InlineData("How do we salvage a package?", "salvage")]
    public void Parse_WhatIsDoneByItsPlace_IsAVerb(string message, string verb) =>
        Assert.True(Question.Parse(message).Terms.Single(term => term.Text == verb).IsVerb);

    [Theory]
    [InlineData("How do I forget the password it saved?", "password")]
    [InlineData("Why is there mail, out of the box?", "mail")]
    public void Parse_WhatOnlyStandsBeforeSuchAWord_IsNoVerb(string message, string thing) =>
        Assert.False(Question.Parse(message).Terms.Single(term => term.Text == thing).IsVerb);

    [Theory]
    [InlineData("What does --max-old-space-size do?", "--max-old-space-size", "max old space size")]
    [InlineData("How do I switch on HTTP/3?", "HTTP/3", "http 3")]
    [InlineData("Why is it written in C?", "C", "c")]
    public void Parse_OptionsVersionsAndLetters_AreOneTerm(string message, string term, string words) =>
        Assert.Equal(words, Question.Parse(message).Terms.Single(each => each.Text == term).Own.Text);

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
