using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Reasoning.Api.Description;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Api.Upgrades;
using Reasoning.Application;
using Reasoning.Application.Agents;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.WebSockets;

namespace Reasoning.Api.Endpoints;

/// <summary><c>GET /ws/chat/{session_id}</c>: refuses what can be refused while there is a status to do it with, then hands the socket over.</summary>
internal sealed class ChatSocketEndpoint(
    ServerState state,
    OriginCheck origins,
    IAgentCatalog agents,
    IConnectionAdmission admission,
    IChatSockets sockets)
{
    public const string DefaultAgent = "researcher";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ws/chat/{session_id}", (HttpContext context, ChatSocketEndpoint endpoint) => endpoint.HandleAsync(context))
            .DescribeSocket();

    private async Task HandleAsync(HttpContext context)
    {
        // The order is part of the protocol. Authentication and rate limits take their places in it when they come.
        if (state.IsDraining)
        {
            await Refusals.ShuttingDown.WriteAsync(context);
            return;
        }

        if (!WebSocketHandshake.IsRequested(context))
        {
            WebSocketHandshake.Describe(context.Response);
            await Refusals.UpgradeRequired.WriteAsync(context);
            return;
        }

        if (!TryRead(context.Request, out var session, out var agentName, out var reader, out var problem))
        {
            await problem.WriteAsync(context);
            return;
        }

        if (!origins.Allows(context.Request))
        {
            await Refusals.OriginNotAllowed.WriteAsync(context);
            return;
        }

        if (!agents.TryGet(agentName, out var agent))
        {
            await Refusals.AgentNotFound(RequestRefusedException.AgentNotFound(agentName).Message).WriteAsync(context);
            return;
        }

        if (!admission.TryAdmit())
        {
            await Refusals.TooManyConnections.WriteAsync(context);
            return;
        }

        var transport = await AcceptAsync(context);
        var (key, name) = (new SessionKey(TenantId.Default, session), agent.Descriptor.Name);
        if (context.Features.Get<HandOver>() is { } connection && connection.Offers(transport))
        {
            connection.Take((pipe, abort) => ServeAsync(new AcceptedSocket(key, name, reader.Resume, reader.WantsDeltas, pipe, abort)));
            return;
        }

        using var ours = transport as StreamTransport;
        await ServeAsync(new AcceptedSocket(key, name, reader.Resume, reader.WantsDeltas, transport, context.Abort));
    }

    private async Task<IDuplexPipe> AcceptAsync(HttpContext context)
    {
        try
        {
            var offered = context.Request.Headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol");
            var subProtocol = offered.Contains(WebSocketHandshake.SubProtocol) ? WebSocketHandshake.SubProtocol : null;
            return await WebSocketHandshake.AcceptAsync(context, subProtocol);
        }
        catch
        {
            admission.Leave();
            throw;
        }
    }

    private async Task ServeAsync(AcceptedSocket socket)
    {
        try
        {
            await sockets.RunAsync(socket);
        }
        finally
        {
            admission.Leave();
        }
    }

    private static bool TryRead(
        HttpRequest request,
        out SessionId session,
        out string agentName,
        [NotNullWhen(true)] out ReaderQuery? reader,
        [NotNullWhen(false)] out Problem? problem)
    {
        reader = null;
        problem = Refusals.InvalidSessionId;
        agentName = request.Query["agent_name"] is [{ Length: > 0 } name, ..] ? name : DefaultAgent;
        return SessionId.TryParse(request.RouteValues["session_id"] as string, out session) &&
            ReaderQuery.TryRead(request.Query, out reader, out problem);
    }
}
