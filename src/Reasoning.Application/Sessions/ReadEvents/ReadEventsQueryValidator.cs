using FluentValidation;

namespace Reasoning.Application.Sessions.ReadEvents;

internal sealed class ReadEventsQueryValidator : AbstractValidator<ReadEventsQuery>
{
    public ReadEventsQueryValidator() => RuleFor(query => query.Limit)
        .InclusiveBetween(1, ReadEventsQuery.MaxLimit).WithMessage($"A limit is 1 to {ReadEventsQuery.MaxLimit}.");
}
