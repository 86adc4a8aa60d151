using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.Infrastructure.Agents.Researcher.Examples;

/// <summary>Makes questions of headings, and keeps those whose search finds that heading first.</summary>
internal sealed class ExampleQuestions(IKnowledgeIndex index, TimeProvider time) : IExampleQuestions, IDisposable
{
    private const int Examples = 4;
    private const int MaxTries = 24;

    // It takes dozens of searches, and while a folder is indexed its documents are others at each look.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _finding = new(1);

    // What was found for these documents; found anew when there are others.
    private volatile Found? _found;

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var status = await index.GetStatusAsync(cancellationToken);
        if (!status.IsReady)
            return [];
        if (Known(status) is { } known)
            return known.Questions;

        // One finds them for all who ask meanwhile.
        await _finding.WaitAsync(cancellationToken);
        try
        {
            return (Known(status) ?? (_found = new Found(status, time.GetTimestamp(), await FindAsync(cancellationToken)))).Questions;
        }
        finally
        {
            _finding.Release();
        }
    }

    public void Dispose() => _finding.Dispose();

    private Found? Known(KnowledgeStatus status) =>
        _found is { } found && (found.Status == status || time.GetElapsedTime(found.At) < Fresh) ? found : null;

    private async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        var candidates = (await index.SampleAsync(cancellationToken))
            .DistinctBy(passage => (passage.Source, passage.Heading))
            .Select(passage => (Passage: passage, Question: HeadingQuestion.Of(passage)))
            .Where(candidate => candidate.Question is not null)
            .ToList();

        // One of each document first, the surest kind first; then second ones.
        var inTurn = candidates
            .GroupBy(candidate => candidate.Passage.Source)
            .SelectMany(document => document.OrderBy(candidate => candidate.Question!.Rank).Select((candidate, turn) => (candidate.Passage, Question: candidate.Question!, Turn: turn)))
            .OrderBy(candidate => candidate.Turn).ThenBy(candidate => candidate.Question.Rank);

        List<string> questions = [];
        foreach (var (passage, question, _) in inTurn.Take(MaxTries))
        {
            if (questions.Count == Examples)
                break;
            if (!questions.Contains(question.Text, StringComparer.OrdinalIgnoreCase) && await FindsAsync(question.Text, passage, cancellationToken))
                questions.Add(question.Text);
        }

        return questions;
    }

    private async Task<bool> FindsAsync(string question, Passage passage, CancellationToken cancellationToken)
    {
        var search = await index.SearchAsync(Question.Parse(question).Query, limit: 1, cancellationToken);
        return search.Hits is [{ Coverage: > 0.9 } hit] && hit.Source == passage.Source && hit.Heading == passage.Heading;
    }

    private sealed record Found(KnowledgeStatus Status, long At, IReadOnlyList<string> Questions);
}
