using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.ReadEvents;

internal sealed class ReadEventsQueryHandler(ISessionDirectory directory, ISessionStore store) : IRequestHandler<ReadEventsQuery, LogExcerpt>
{
    private const int MaxBytes = 1024 * 1024;

    public async Task<LogExcerpt> Handle(ReadEventsQuery request, CancellationToken cancellationToken)
    {
        var session = await directory.FindAsync(request.Session, cancellationToken) ?? throw RequestRefusedException.SessionNotFound();
        var end = session.LastSeq;
        var oldest = Math.Min(await store.GetOldestSeqAsync(request.Session, cancellationToken) ?? end + 1, end + 1);
        var log = new LogExtent(session.Epoch, oldest, end);

        // What the log no longer holds is skipped; the reader sees it by the oldest event.
        var after = Math.Max(request.After, oldest - 1);
        if (after >= end)
            return new LogExcerpt(log, Events: null, after);

        var page = await store.ReadAsync(request.Session, after, Math.Min(end, after + request.Limit), MaxBytes, cancellationToken);

        // Deleted meanwhile, and perhaps begun anew: what was read may be of another log.
        if ((await directory.FindAsync(request.Session, cancellationToken))?.Epoch != session.Epoch)
            throw RequestRefusedException.SessionNotFound();
        return new LogExcerpt(log, page.Events, page.Events?.LastSeq ?? after);
    }
}
