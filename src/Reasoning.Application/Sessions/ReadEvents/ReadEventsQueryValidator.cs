using FluentValidation;

namespace Reasoning.Application.Sessions.ReadEvents;

internal sealed class ReadEventsQueryValidator : AbstractValidator<ReadEventsQuery>
{
    private const int MaxLimit = 1_000;

    public ReadEventsQueryValidator() => RuleFor(query => query.Limit)
        .InclusiveBetween(1, MaxLimit).WithMessage($"A limit is 1 to {MaxLimit}.");
}
