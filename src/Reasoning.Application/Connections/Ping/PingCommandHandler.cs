using System.Globalization;
using MediatR;
using Reasoning.Application.Clients;

namespace Reasoning.Application.Connections.Ping;

internal sealed class PingCommandHandler(IClientNotifier notifier, TimeProvider time) : IRequestHandler<PingCommand>
{
    public async Task<Unit> Handle(PingCommand request, CancellationToken cancellationToken)
    {
        var timestamp = request.Timestamp ?? Now();
        await notifier.AnswerAsync(
            request.Client.Connection, new PongAnswer(request.Client.ReplyTo, timestamp), cancellationToken);
        return Unit.Value;
    }

    private string Now() =>
        (time.GetUtcNow().ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
