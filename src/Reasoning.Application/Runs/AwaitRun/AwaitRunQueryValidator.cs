using FluentValidation;

namespace Reasoning.Application.Runs.AwaitRun;

internal sealed class AwaitRunQueryValidator : AbstractValidator<AwaitRunQuery>
{
    public AwaitRunQueryValidator() => RuleFor(query => query.Limit)
        .InclusiveBetween(TimeSpan.Zero, AwaitRunQuery.MaxLimit)
        .WithMessage($"A wait has at most {AwaitRunQuery.MaxLimit.TotalSeconds:0} seconds.");
}
