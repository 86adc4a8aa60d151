using MediatR;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Runs.InterruptRuns;

internal sealed class InterruptRunsCommandHandler(ISessions sessions, IClientNotifier notifier) : IRequestHandler<InterruptRunsCommand>
{
    public async Task<Unit> Handle(InterruptRunsCommand request, CancellationToken cancellationToken)
    {
        RunId? run = null;
        if (request.RunId is { } text)
            run = RunId.TryParse(text, out var id) ? id : throw RequestRefusedException.RunNotFound();

        var client = request.Client;
        var stopped = await sessions.InterruptAsync(client.Session, run, cancellationToken);
        await notifier.AnswerAsync(client.Connection, new InterruptedAnswer(client.ReplyTo, stopped), cancellationToken);
        return Unit.Value;
    }
}
