using FluentValidation;

namespace Reasoning.Application.Chat.SendChat;

internal sealed class SendChatCommandValidator : AbstractValidator<SendChatCommand>
{
    public SendChatCommandValidator()
    {
        RuleFor(command => command.IdempotencyKey)
            .Length(1, SendChatCommand.MaxKeyLength).WithMessage($"An idempotency_key has 1 to {SendChatCommand.MaxKeyLength} characters.");
        RuleFor(command => command.Message)
            .NotEmpty().WithMessage("A message with text is required.")
            .MaximumLength(SendChatCommand.MaxMessageLength).WithMessage($"A message has at most {SendChatCommand.MaxMessageLength} characters.");
    }
}
