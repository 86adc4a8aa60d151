using MediatR;

// Domain code that reaches out: for a package, and with an interface of its own.
namespace Reasoning.ArchitectureTests.Specimens.Domain;

internal sealed record DomainThatKnowsMediatR : INotification;

internal interface IDomainService;

internal sealed record BadRunId(string Value);
