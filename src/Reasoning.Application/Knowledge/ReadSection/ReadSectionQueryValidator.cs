using FluentValidation;

namespace Reasoning.Application.Knowledge.ReadSection;

internal sealed class ReadSectionQueryValidator : AbstractValidator<ReadSectionQuery>
{
    public ReadSectionQueryValidator()
    {
        RuleFor(query => query.Source)
            .NotEmpty().WithMessage("A source is required.")
            .MaximumLength(ReadSectionQuery.MaxLength).WithMessage($"A source has at most {ReadSectionQuery.MaxLength} characters.");
        RuleFor(query => query.Heading)
            .MaximumLength(ReadSectionQuery.MaxLength).WithMessage($"A heading has at most {ReadSectionQuery.MaxLength} characters.");
    }
}
