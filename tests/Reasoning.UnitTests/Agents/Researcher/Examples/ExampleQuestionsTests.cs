using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Examples;
using Reasoning.UnitTests.Knowledge;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Agents.Researcher.Examples;

public sealed class ExampleQuestionsTests
{
    private readonly Mock<IKnowledgeIndex> _index = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task List_WhenManyAskWhileTheFolderChanges_FindsThemOnceAMinute()
    {
        var sample = new TaskCompletionSource<IReadOnlyList<Passage>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _index.Setup(index => index.SampleAsync(It.IsAny<CancellationToken>())).Returns(sample.Task);
        using var examples = new ExampleQuestions(_index.Object, _time);

        Documents(1);
        var first = examples.ListAsync(Test.Token);
        Documents(2);
        var second = examples.ListAsync(Test.Token);
        sample.SetResult([]);
        await Task.WhenAll(first, second).InTime();
        _time.Advance(TimeSpan.FromSeconds(59));
        await examples.ListAsync(Test.Token).InTime();
        Sampled(Times.Once());

        _time.Advance(TimeSpan.FromSeconds(1));
        await examples.ListAsync(Test.Token).InTime();
        await examples.ListAsync(Test.Token).InTime();
        Sampled(Times.Exactly(2));
    }

    [Fact]
    public async Task List_OfRealDocuments_HasQuestionsThatTheyAnswerOneOfEachFirst()
    {
        using var folder = new KnowledgeFolder()
            .With("a.md", "# Sessions\n\n## Session\n\nA session is a named log.\n\n## How to resume a session\n\nCome back with the last number.")
            .With("b.md", "# Bread\n\n## How to bake bread\n\nTake flour, water and salt.")
            .With("c.md", "# Introduction\n\nHello.");
        using var examples = new ExampleQuestions(folder.Index(), _time);

        var questions = await examples.ListAsync(Test.Token);

        Assert.Equal(["How do I bake bread?", "How do I resume a session?", "What is a session?"], questions.Take(3).Order());
    }

    [Fact]
    public async Task List_WhenTheDocumentsAreStillRead_HasNone()
    {
        using var folder = new KnowledgeFolder().With("a.md", "# Session\n\nA session is a log.");
        using var examples = new ExampleQuestions(folder.Unbuilt(_time), _time);

        Assert.Empty(await examples.ListAsync(Test.Token));
    }

    private void Documents(int count) =>
        _index.Setup(index => index.GetStatusAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new KnowledgeStatus(true, count, count));

    private void Sampled(Times times) => _index.Verify(index => index.SampleAsync(It.IsAny<CancellationToken>()), times);
}
