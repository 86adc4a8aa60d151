using MediatR;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Runs.GetRun;

internal sealed class GetRunQueryHandler(ISessionDirectory directory, ISessionStore store, IEventDecoder decoder)
    : IRequestHandler<GetRunQuery, RunDetails>
{
    public async Task<RunDetails> Handle(GetRunQuery request, CancellationToken cancellationToken)
    {
        var session = request.Session;
        if (RunId.TryParse(request.RunId, out var id) && await directory.FindRunAsync(session, id, cancellationToken) is { } run)
            return new RunDetails(run, await RunResults.ReadAsync(store, decoder, session, run, cancellationToken));

        throw await directory.FindAsync(session, cancellationToken) is null
            ? RequestRefusedException.SessionNotFound()
            : RequestRefusedException.RunNotFound();
    }
}
