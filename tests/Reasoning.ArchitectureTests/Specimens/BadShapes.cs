using FluentValidation;
using MediatR;
using Reasoning.ArchitectureTests.Specimens.Requests;

// Types that look as they should not.
namespace Reasoning.ArchitectureTests.Specimens
{
#pragma warning disable CA1852, CA1068 // What compilers and analyzers see, too, is what our rules are for.
    internal class OpenClass;
    public sealed class PublicHandlerFarFromItsRequest : IRequestHandler<LonelyRequest>
    {
        public Task<Unit> Handle(LonelyRequest request, CancellationToken cancellationToken) => Unit.Task;
    }

    public sealed class PublicValidatorFarFromItsRequest : AbstractValidator<LonelyRequest>;

    internal sealed class Careless
    {
        public static async void FireAndForget() => await Task.Yield();

        public static Task TokenFirst(CancellationToken cancellationToken, string text) => Task.FromResult((cancellationToken, text));
    }
}

namespace Reasoning.ArchitectureTests.Specimens.Requests
{
    public sealed record LonelyRequest : IRequest;

    internal sealed record GoodRequest : IRequest;

    internal sealed class GoodRequestHandler : IRequestHandler<GoodRequest>
    {
        public Task<Unit> Handle(GoodRequest request, CancellationToken cancellationToken) => Unit.Task;
    }

    internal sealed class GoodRequestValidator : AbstractValidator<GoodRequest>;

    internal readonly record struct GoodId(Guid Value);

    internal interface IGoodPort;
}
