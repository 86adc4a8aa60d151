using Reasoning.Api.Composition;
using Reasoning.Api.Description;
using Reasoning.Api.Endpoints;
using Reasoning.Api.Endpoints.Knowledge;
using Reasoning.Api.Endpoints.Sessions;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Infrastructure;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,

    // Not the current folder: the server finds its settings and its page wherever it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.ListenOnLoopbackUnlessTold();
builder.AddLogging();
builder.Services.AddUseCases();
builder.Services.AddInfrastructure(builder.Configuration);
builder.Services.AddHttp(builder.Configuration);
builder.Services.AddDescription();
builder.AddTelemetry();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler();
app.UseStatusCodePages(context => Refusals.Unserved(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext));
app.UseRequestLogging();
app.UseConsole();
ChatSocketEndpoint.Map(app);
ConnectionsEndpoints.Map(app);
AgentsEndpoint.Map(app);
KnowledgeEndpoints.Map(app);
SessionsEndpoints.Map(app);
SessionEventsEndpoint.Map(app);
RunEndpoint.Map(app);
MessagesEndpoint.Map(app);
InterruptEndpoint.Map(app);
HealthEndpoints.Map(app);
app.MapTelemetry();
OpenApiEndpoint.Map(app);
AsyncApiEndpoint.Map(app);
ReferencePage.Map(app);
await app.RunAsync();

/// <summary>Named for the tests, which start the real host.</summary>
internal sealed partial class Program;
