using MediatR;
using Reasoning.Api.Description;
using Reasoning.Api.Endpoints.Sessions;
using Reasoning.Api.Problems;
using Reasoning.Application.Knowledge.GetKnowledge;
using Reasoning.Application.Knowledge.ReadSection;

namespace Reasoning.Api.Endpoints.Knowledge;

/// <summary><c>/knowledge</c>: what the documents are, and what they say in one place.</summary>
internal static class KnowledgeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var knowledge = routes.MapGroup("/knowledge").AddEndpointFilter(new RefusalFilter());
        knowledge.MapGet("", GetAsync)
            .Describe("getKnowledge", ApiTag.Knowledge, "Tells what can be searched", "How many documents and passages there are, and whether they can be searched already.")
            .Answers(StatusCodes.Status200OK, "The documents at this moment.", json => json.KnowledgeBody, ("knowledge", Examples.Knowledge));
        knowledge.MapGet("/passages", ReadAsync)
            .Describe("readSection", ApiTag.Knowledge, "Reads a passage", "What stands under one heading of one document, as a citation names them.")
            .Query("source", "The document.", OpenApiValue.Text(ReadSectionQuery.MaxLength), "docs/protocol.md")
            .Query("heading", "The path of its headings; without it, what stands above the first.", OpenApiValue.Text(ReadSectionQuery.MaxLength), "Wire protocol 1 › Resume")
            .Answers(StatusCodes.Status200OK, "What stands there.", json => json.SectionBody, ("section", Examples.Section))
            .Refuses(
                SessionRefusals.Invalid("source", "A source is required."),
                Refusals.PassageNotFound,
                Refusals.KnowledgeUnavailable("The documents are still being indexed; try again in a moment."));
    }

    private static async Task<IResult> GetAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var (status, examples) = await mediator.Send(new GetKnowledgeQuery(), cancellationToken);
        return Results.Json(new KnowledgeBody(status.IsReady, status.Documents, status.Passages, examples), HttpJson.Context.KnowledgeBody);
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var query = new ReadSectionQuery(request.Text("source"), request.Text("heading") ?? "");
        var section = await mediator.Send(query, cancellationToken) ?? throw new ProblemException(Refusals.PassageNotFound);
        return Results.Json(
            new SectionBody(section.Source, section.Heading, section.Text, section.IsTruncated), HttpJson.Context.SectionBody);
    }
}
