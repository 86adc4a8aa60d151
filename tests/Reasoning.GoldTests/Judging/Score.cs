namespace Reasoning.GoldTests.Judging;

/// <summary>The figures of a set; each is a share, 0 to 1.</summary>
internal sealed record Score(IReadOnlyList<Judgement> Judgements)
{
    public double Found => Share(Answerable, judgement => judgement.IsFound);

    public double WasRead => Share(Answerable, judgement => judgement.WasRead);

    public double HasFact => Share(Answerable, judgement => judgement.HasFact);

    public double Cited => Share(Answerable, judgement => judgement.IsCited);

    public double FalseRefusals => Share(Answerable, judgement => judgement.IsRefused);

    public double OffTopicRefused => Share(Unanswerable("off-topic"), judgement => judgement.IsRefused);

    public double NearMissesRefused => Share(Unanswerable("near-miss"), judgement => judgement.IsRefused);

    public IReadOnlyList<Judgement> Answerable => [.. Judgements.Where(judgement => judgement.Question.IsAnswerable)];

    public IReadOnlyList<Judgement> Unanswerable(string why) => [.. Judgements.Where(judgement => judgement.Question.Unanswerable == why)];

    private static double Share(IReadOnlyList<Judgement> of, Func<Judgement, bool> holds) => (double)of.Count(holds) / of.Count;
}
