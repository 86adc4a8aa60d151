using Microsoft.Extensions.Configuration;
using Reasoning.ArchitectureTests.Specimens.Infrastructure;

// Application code that knows how things are done.
namespace Reasoning.ArchitectureTests.Specimens.Application;

internal sealed class UseCaseThatKnowsTheAdapter(AdapterThatKnowsTheWeb adapter)
{
    public AdapterThatKnowsTheWeb Adapter { get; } = adapter;
}

internal sealed class UseCaseThatReadsConfiguration(IConfiguration configuration)
{
    public string? Value => configuration["value"];
}
