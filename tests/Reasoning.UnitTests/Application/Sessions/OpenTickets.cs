using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Who waits for an owner's answer, and what the log must hold when it comes.</summary>
internal sealed class OpenTickets(StoredLog log)
{
    private readonly HashSet<object> _open = [];

    public bool IsEmpty => _open.Count == 0;

    /// <param name="id">The run's id, should it begin.</param>
    /// <param name="known">The run that was stored for this message before.</param>
    public object Accept(RunId id, RunRequest request, string? key, RunChange.Accepted? known) => Expect(result =>
    {
        if (result is TicketResult.Accepted(var run, var isDuplicate))
        {
            var stored = log.Run(run).Accepted;
            Assert.Equal((request, key), (stored.Request, stored.IdempotencyKey));
            Assert.Equal(run != id, isDuplicate);
            Assert.Equal(known?.Run ?? run, run);
            return;
        }

        var refusal = Assert.IsType<TicketResult.Refused>(result).Reason.Code;
        Assert.True(
            known is null || refusal == ErrorCode.Unavailable || (refusal == ErrorCode.Conflict && known.Request != request),
            $"A message that was accepted before is refused: {refusal}.");
    });

    public object Interrupt() => Expect(result =>
    {
        foreach (var run in (result as TicketResult.Interrupted)?.Runs ?? [])
            log.Stopped(run);
    });

    /// <summary>A tool call, which its agent does not begin before it is stored.</summary>
    public object Store(AgentWork work, RunEvent @event)
    {
        work.IsWaiting = true;
        return Expect(result =>
        {
            work.IsWaiting = false;
            Assert.True(result is not TicketResult.Stored || !work.ShowsSteps || log.Has(@event), "Confirmed before it was stored.");
        });
    }

    public object Drain() => Expect(result => Assert.True(result is TicketResult.Stored or TicketResult.Refused));

    public void Resolve(SessionEffect.Resolve resolve)
    {
        Assert.True(_open.Remove(resolve.Ticket), "Every ticket is resolved once.");
        ((Ticket)resolve.Ticket).Check(resolve.Result);
    }

    private Ticket Expect(Action<TicketResult> check)
    {
        var ticket = new Ticket(check);
        _open.Add(ticket);
        return ticket;
    }

    private sealed class Ticket(Action<TicketResult> check)
    {
        public Action<TicketResult> Check { get; } = check;
    }
}
