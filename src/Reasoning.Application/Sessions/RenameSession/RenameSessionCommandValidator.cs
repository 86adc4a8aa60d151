using FluentValidation;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.RenameSession;

internal sealed class RenameSessionCommandValidator : AbstractValidator<RenameSessionCommand>
{
    public RenameSessionCommandValidator() => RuleFor(command => command.Title)
        .Must(title => SessionTitle.TryParse(title, out _))
        .WithMessage($"A title is one line of 1 to {SessionTitle.MaxLength} characters.");
}
