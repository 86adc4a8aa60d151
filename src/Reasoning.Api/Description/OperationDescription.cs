using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Reasoning.Api.Problems;

namespace Reasoning.Api.Description;

/// <summary>What an endpoint says of itself in the OpenAPI document. Nothing of it is looked at when a request is served.</summary>
internal static class OperationDescription
{
    private const string Json = "application/json";
    private const string ProblemJson = "application/problem+json";

    extension(RouteHandlerBuilder route)
    {
        public RouteHandlerBuilder Describe(string id, string tag, string summary, string description) => route
            .WithName(id)
            .WithTags(tag)
            .WithSummary(summary)
            .WithDescription(description)
            .Refuses(Refusals.Internal("0af7651916cd43dd8448eb211c80319c"))
            .Describe(StatusCodes.Status500InternalServerError, response => response.Description = "The server failed; its log has more.");

        /// <summary>An answer without a body.</summary>
        public RouteHandlerBuilder Answers(int status, string description) => route
            .Produces(status)
            .Describe(status, response => response.Description = description);

        /// <summary>An answer with a body in JSON.</summary>
        /// <param name="type">Asked for when the document is made: it takes longer than all else that is said here.</param>
        public RouteHandlerBuilder Answers<T>(
            int status, string description, Func<HttpJsonContext, JsonTypeInfo<T>> type, params (string Name, T Body)[] examples) => route
            .Produces<T>(status, Json)
            .Describe(status, response =>
            {
                response.Description = description;
                response.Content![Json].Examples = Examples(examples.Select(example =>
                    (example.Name, JsonSerializer.SerializeToNode(example.Body, type(HttpJson.Context))!)));
            });

        /// <summary>Answers with a problem body, as many for a status as there are reasons.</summary>
        public RouteHandlerBuilder Refuses(params Problem[] problems)
        {
            foreach (var problem in problems)
                route.Produces<Problem>(problem.Status, ProblemJson).Describe(problem.Status, response => AddProblem(response, problem));
            return route;
        }

        /// <summary>A header of an answer.</summary>
        public RouteHandlerBuilder AnswersHeader(int status, string name, string description, OpenApiSchema schema) =>
            route.Describe(status, response => AddHeader(response, name, description, schema));

        /// <summary>A body in JSON; whatever <c>Content-Type</c> it has.</summary>
        public RouteHandlerBuilder Takes<T>(
            bool isRequired, string description, Func<HttpJsonContext, JsonTypeInfo<T>> type, params (string Name, T Body)[] examples)
            where T : class => route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var name = SchemaName.Of(type(HttpJson.Context));
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), parameterDescription: null, cancellationToken);
            context.Document!.AddComponent(name, schema);
            operation.RequestBody = Body(isRequired, description, new OpenApiSchemaReference(name, context.Document), Examples(examples.Select(example =>
                (example.Name, JsonSerializer.SerializeToNode(example.Body, type(HttpJson.Context))!))));
        });

        /// <summary>A body that is any JSON object.</summary>
        public RouteHandlerBuilder TakesObject(string description, JsonNode example) => route.Transform((operation, _) =>
            operation.RequestBody = Body(isRequired: true, description, new OpenApiSchema { Type = JsonSchemaType.Object }, Examples([("object", example)])));

        public RouteHandlerBuilder PathPart(string name, string description, OpenApiSchema schema, string example) =>
            route.Parameter(ParameterLocation.Path, name, description, schema, example);

        public RouteHandlerBuilder Query(string name, string description, OpenApiSchema schema, JsonNode? example = null) =>
            route.Parameter(ParameterLocation.Query, name, description, schema, example);

        public RouteHandlerBuilder Header(string name, string description, OpenApiSchema schema, string example) =>
            route.Parameter(ParameterLocation.Header, name, description, schema, example);

        /// <summary>Kept for older clients.</summary>
        public RouteHandlerBuilder Deprecate(bool isDeprecated) => route.Transform((operation, _) => operation.Deprecated = isDeprecated);

        /// <summary>Whatever else there is to say.</summary>
        public RouteHandlerBuilder Transform(Action<OpenApiOperation, OpenApiDocument> transform) =>
            route.AddOpenApiOperationTransformer((operation, context, _) =>
            {
                transform(operation, context.Document!);
                return Task.CompletedTask;
            });

        private RouteHandlerBuilder Describe(int status, Action<OpenApiResponse> describe) =>
            route.Transform((operation, _) => describe((OpenApiResponse)operation.Responses![$"{status}"]));

        private RouteHandlerBuilder Parameter(
            ParameterLocation place, string name, string description, OpenApiSchema schema, JsonNode? example) => route.Transform((operation, _) =>
        {
            // One that the handler binds is there already, without a word about it.
            operation.Parameters = [.. (operation.Parameters ?? []).Where(one => one.Name != name), new OpenApiParameter
            {
                Name = name,
                In = place,
                Required = place == ParameterLocation.Path,
                Description = description,
                Schema = schema,
                Example = example?.DeepClone(),
            }];
        });
    }

    public static Dictionary<string, IOpenApiExample> Examples(IEnumerable<(string Name, JsonNode Value)> examples) =>
        examples.ToDictionary(example => example.Name, IOpenApiExample (example) => new OpenApiExample { Value = example.Value.DeepClone() });

    private static OpenApiRequestBody Body(
        bool isRequired, string description, IOpenApiSchema schema, Dictionary<string, IOpenApiExample> examples) => new()
    {
        Required = isRequired,
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { [Json] = new OpenApiMediaType { Schema = schema, Examples = examples } },
    };

    private static void AddHeader(OpenApiResponse response, string name, string description, OpenApiSchema schema) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeader { Description = description, Schema = schema };

    private static void AddProblem(OpenApiResponse response, Problem problem)
    {
        var content = response.Content![ProblemJson];
        response.Description = content.Examples is null ? problem.Detail : $"{response.Description} {problem.Detail}";
        content.Examples ??= new Dictionary<string, IOpenApiExample>();
        content.Examples[Name(problem)] = new OpenApiExample { Value = JsonSerializer.SerializeToNode(problem, HttpJson.Context.Problem) };
        if (problem.RetryAfter is not null)
            AddHeader(response, "Retry-After", "Seconds after which it may work.", OpenApiValue.Count(0));
    }

    private static string Name(Problem problem) => problem.Code is null
        ? "refused"
        : problem.Details is null ? problem.Code : $"{problem.Code}_details";
}
