using FluentValidation;

namespace Reasoning.Application.Chat.SendChat;

internal sealed class SendChatCommandValidator : AbstractValidator<SendChatCommand>
{
    /// <summary>UTF-16 code units; the protocol's limit.</summary>
    private const int MaxMessageLength = 32_000;

    private const int MaxKeyLength = 64;

    public SendChatCommandValidator()
    {
        RuleFor(command => command.IdempotencyKey)
            .Length(1, MaxKeyLength).WithMessage($"An idempotency_key has 1 to {MaxKeyLength} characters.");
        RuleFor(command => command.Message)
            .NotEmpty().WithMessage("A message with text is required.")
            .MaximumLength(MaxMessageLength).WithMessage($"A message has at most {MaxMessageLength} characters.");
    }
}
