using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.ServerSentEvents;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>
/// <c>GET /sessions/{session_id}/events</c> with <c>Accept: text/event-stream</c>: refuses what can be refused while there is
/// a status to do it with, then hands the response over.
/// </summary>
internal sealed class EventStreamEndpoint(
    ServerState state, OriginCheck origins, IConnectionAdmission admission, IEventStreams streams)
{
    private const string MediaType = "text/event-stream";

    /// <summary>Whether the request asks for a stream: by name, and rather than for JSON.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(MediaType) > Quality("application/json");

        double Quality(string type) => accepted
            .Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(range => range.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }

    /// <exception cref="ProblemException">It is refused.</exception>
    public async Task HandleAsync(HttpContext context)
    {
        // The order is part of the protocol. Authentication and rate limits take their places in it when they come.
        var request = context.Request;
        if (state.IsDraining)
            throw new ProblemException(Refusals.ShuttingDown);

        var session = request.Session();
        if (!ReaderQuery.TryRead(request.Query, out var reader, out var problem))
            throw new ProblemException(problem);
        var resume = LastEvent.Read(request) ?? reader.Resume;
        if (!origins.Allows(request))
            throw new ProblemException(Refusals.OriginNotAllowed);
        if (!admission.TryAdmit())
            throw new ProblemException(Refusals.TooManyConnections);

        try
        {
            Prepare(context);
            await streams.RunAsync(new AcceptedStream(
                session, resume, reader.WantsDeltas, context.Response.BodyWriter, context.Abort, context.RequestAborted));
        }
        finally
        {
            admission.Leave();
        }
    }

    /// <summary>Nobody on the way may keep, change or hold back what is sent.</summary>
    private static void Prepare(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();

        // The heartbeat decides how slow a client may be, not a rate.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}
