using Reasoning.GoldTests.Judging;
using Reasoning.GoldTests.Questions;

namespace Reasoning.GoldTests;

/// <summary>
/// How well the offline researcher answers questions about documents that others wrote. The floors hold for the part that
/// nobody looked at while the rules were written (docs/researcher.md has the figures). What is written
/// beside the tests: <c>artifacts/gold-table.md</c> has the figures of both parts, <c>gold-answers.md</c> the answers of
/// the tuned part; the others are to stay unseen.
/// </summary>
public sealed class GoldSetTests
{
    [Fact]
    public async Task Researcher_OnQuestionsThatNobodyTunedItFor_IsAsGoodAsDocumented()
    {
        Assert.SkipWhen(GoldDocuments.Folder is null, GoldDocuments.Missing);
        var scores = new Dictionary<string, Score>();
        Cost cost;
        await using (var examiner = await Examiner.StartAsync(GoldDocuments.Folder, TestContext.Current.CancellationToken))
        {
            foreach (var set in GoldSet.ReadAll())
            {
                List<Judgement> judgements = [];
                foreach (var question in set.Questions)
                    judgements.Add(await examiner.AskAsync(question, TestContext.Current.CancellationToken));
                scores[set.Name] = new Score(judgements);
            }

            cost = await examiner.CostAsync(scores.Values.SelectMany(score => score.Judgements), TestContext.Current.CancellationToken);
        }

        await WriteAsync("gold-table.md", Report.Table(scores, cost));
        if (scores.TryGetValue(GoldSet.Tuned, out var tuned))
            await WriteAsync("gold-answers.md", Report.Answers(tuned));

        var unseen = scores[GoldSet.Unseen];
        Assert.Multiple(
            () => Assert.InRange(unseen.Found, 0.9, 1),
            () => Assert.InRange(unseen.HasFact, 0.75, 1),
            () => Assert.InRange(unseen.Cited, 0.8, 1),
            () => Assert.InRange(unseen.OffTopicRefused, 0.95, 1),
            () => Assert.InRange(unseen.NearMissesRefused, 0.6, 1),
            () => Assert.InRange(unseen.FalseRefusals, 0, 0.1));
    }

    private static async Task WriteAsync(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text, TestContext.Current.CancellationToken);
    }
}
