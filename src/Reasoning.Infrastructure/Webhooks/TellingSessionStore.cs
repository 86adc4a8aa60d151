using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.Infrastructure.Webhooks;

/// <summary>Notes with the end of every run whom to tell, so that both are stored in one commit. There only where somebody is told.</summary>
internal sealed class TellingSessionStore(ISessionStore inner, IReadOnlyList<string> targets) : DelegatingSessionStore(inner)
{
    public override ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        var told = append.Runs.Any(change => change is RunChange.Ended)
            ? append with { Runs = [.. append.Runs.Select(change => change is RunChange.Ended end ? end with { Tell = targets } : change)] }
            : append;
        return base.AppendAsync(session, term, told, cancellationToken);
    }
}
