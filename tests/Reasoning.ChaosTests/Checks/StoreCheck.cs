using Reasoning.ChaosTests.Stores;

namespace Reasoning.ChaosTests.Checks;

/// <summary>In the end, what the clients saw is what the store holds, and neither more nor less.</summary>
internal sealed class StoreCheck(IStoredLog log, Violations violations)
{
    public async Task CheckAsync(SeenSession session, CancellationToken cancellationToken)
    {
        var who = $"store, {session.Name}";
        var check = new StreamCheck(who, violations);
        using var journals = new JournalReaders(session.Journals, violations);
        await foreach (var stored in log.EventsAsync(session.Name, cancellationToken))
        {
            using var message = new WireMessage(stored.Frame);
            check.Event(message);
            if (message.Seq != stored.Seq)
                violations.Add($"{who}: the row of {stored.Seq} holds {message}");
            await journals.CompareAsync(message, cancellationToken);
        }

        check.End();
        await journals.EndAsync(check.LastSeq, cancellationToken);
        var lastSeq = await log.LastSeqAsync(session.Name, cancellationToken);
        if (lastSeq != check.LastSeq)
            violations.Add($"{who}: the session's row says {lastSeq}, the last event is {check.LastSeq}");

        var runs = await log.RunsAsync(session.Name, cancellationToken);
        foreach (var run in runs.Where(run => !run.HasEnded))
            violations.Add($"{who}: run {run.Id} is left open");
        CompareRuns($"{who}: runs of the log and rows", check.Runs, runs.Select(run => run.Id));
        CompareRuns($"{who}: runs of the log and accepted messages", check.Runs, session.AcceptedRuns);
    }

    private void CompareRuns(string what, IEnumerable<string> left, IEnumerable<string> right)
    {
        var difference = left.ToHashSet();
        difference.SymmetricExceptWith(right);
        if (difference.Count > 0)
            violations.Add($"{what} differ by {string.Join(", ", difference)}");
    }
}
