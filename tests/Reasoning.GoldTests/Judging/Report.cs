using System.Globalization;
using System.Text;

namespace Reasoning.GoldTests.Judging;

/// <summary>The figures as a table, and every answer for who wants to read them.</summary>
internal static class Report
{
    public static string Table(IReadOnlyDictionary<string, Score> scores, Cost cost)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", scores.Keys)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(scores.Keys.Select(_ => "---|"))}");
        Row("questions (answerable, off-topic, near misses)", score =>
            $"{score.Judgements.Count} ({score.Answerable.Count}, {score.Unanswerable("off-topic").Count}, {score.Unanswerable("near-miss").Count})");
        Row("right file in the top five", score => Share(score.Found));
        Row("a passage that was read has the fact", score => Share(score.WasRead));
        Row("answer contains the fact", score => Share(score.HasFact));
        Row("right citation", score => Share(score.Cited));
        Row("off-topic refused", score => Share(score.OffTopicRefused));
        Row("near misses refused", score => Share(score.NearMissesRefused));
        Row("false refusals", score => Share(score.FalseRefusals));
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{cost.Documents} documents, {cost.Passages} passages; first index {cost.Indexing.TotalSeconds:0.0} s ({cost.Indexing.TotalSeconds * 1000 / cost.Documents:0.0} s per 1,000 documents); " +
            $"answer p50 {cost.Percentile(50).TotalMilliseconds:0} ms, p95 {cost.Percentile(95).TotalMilliseconds:0} ms; process {cost.Memory / 1048576.0:0} MiB");
        return text.ToString();

        void Row(string name, Func<Score, string> value) =>
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", scores.Values.Select(value))} |");
    }

    public static string Answers(Score score)
    {
        var text = new StringBuilder();
        foreach (var judgement in score.Judgements)
        {
            var question = judgement.Question;
            text.AppendLine(CultureInfo.InvariantCulture, $"## {(judgement.IsRight ? "right" : "WRONG")} {question.Id} ({question.Kind})").AppendLine();
            foreach (var before in question.Before)
                text.AppendLine(CultureInfo.InvariantCulture, $"(before) {before}");
            text.AppendLine(question.Question).AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture,
                $"found {judgement.IsFound}, read {judgement.WasRead}, fact {judgement.HasFact}, cited {judgement.IsCited}, refused {judgement.IsRefused}, {judgement.Elapsed.TotalMilliseconds:0} ms");
            text.AppendLine(CultureInfo.InvariantCulture, $"expected {string.Join(" | ", question.Files)} {string.Join(" & ", question.Facts)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"found {string.Join(" | ", judgement.Found)}").AppendLine();
            text.AppendLine(judgement.Answer).AppendLine();
        }

        return text.ToString();
    }

    private static string Share(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);
}
