using MediatR;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Runs.InterruptRuns;

internal sealed class InterruptRunsCommandHandler(ISessions sessions, IClientNotifier notifier)
    : IRequestHandler<InterruptRunsCommand, IReadOnlyList<RunId>>
{
    public async Task<IReadOnlyList<RunId>> Handle(InterruptRunsCommand request, CancellationToken cancellationToken)
    {
        RunId? run = null;
        if (request.RunId is { } text)
            run = RunId.TryParse(text, out var id) ? id : throw RequestRefusedException.RunNotFound();

        var stopped = await sessions.InterruptAsync(request.Session, run, cancellationToken);
        if (request.Client is { } client)
            await notifier.AnswerAsync(client.Connection, new InterruptedAnswer(client.ReplyTo, stopped), cancellationToken);
        return stopped;
    }
}
