using Reasoning.Infrastructure.Agents.Researcher.Examples;
using Reasoning.UnitTests.Knowledge;

namespace Reasoning.UnitTests.Agents.Researcher.Examples;

public sealed class ExampleQuestionsTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ListAsync_OfRealDocuments_HasQuestionsThatTheyAnswerOneOfEachFirst()
    {
        _folder
            .With("a.md", "# Sessions\n\n## Session\n\nA session is a named log.\n\n## How to resume a session\n\nCome back with the last number.")
            .With("b.md", "# Bread\n\n## How to bake bread\n\nTake flour, water and salt.")
            .With("c.md", "# Introduction\n\nHello.");

        var questions = await new ExampleQuestions(_folder.Index()).ListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["How do I bake bread?", "How do I resume a session?", "What is a session?"], questions.Take(3).Order());
        Assert.InRange(questions.Count, 3, 4);
    }

    [Fact]
    public async Task ListAsync_WhenTheDocumentsAreStillRead_HasNone() =>
        Assert.Empty(await new ExampleQuestions(_folder.With("a.md", "# Session\n\nA session is a log.").Unbuilt(TimeProvider.System)).ListAsync(TestContext.Current.CancellationToken));
}
