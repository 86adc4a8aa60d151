using FluentValidation;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.ListSessions;

internal sealed class ListSessionsQueryValidator : AbstractValidator<ListSessionsQuery>
{
    public ListSessionsQueryValidator()
    {
        RuleFor(query => query.Limit)
            .InclusiveBetween(1, ListSessionsQuery.MaxLimit).WithMessage($"A limit is 1 to {ListSessionsQuery.MaxLimit}.");
        RuleFor(query => query.Search)
            .Length(1, SessionTitle.MaxLength).WithMessage($"A search has 1 to {SessionTitle.MaxLength} characters, as titles have.")
            .Must(search => search is null || !search.Any(char.IsControl)).WithMessage("No title has control characters.")
            .OverridePropertyName("q");
        RuleFor(query => query.Cursor)
            .Must(cursor => cursor is null || SessionCursor.TryRead(cursor, out _)).WithMessage("This cursor did not come from a list.");
    }
}
