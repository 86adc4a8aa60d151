using FluentValidation;
using Reasoning.Application.Pipeline;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Pipeline;

public sealed class ValidationBehaviorTests
{
    private bool _isHandled;

    [Fact]
    public async Task Handle_WhenValid_GoesOn()
    {
        Assert.Equal(5, await HandleAsync("text"));
        Assert.True(_isHandled);
    }

    [Fact]
    public async Task Handle_WhenInvalid_ThrowsEveryErrorOfTheValidatorAndDoesNotGoOn()
    {
        var invalid = await Assert.ThrowsAsync<ValidationException>(async () => await HandleAsync(""));

        Assert.Equal(2, invalid.Errors.Count());
        Assert.False(_isHandled);
    }

    [Fact]
    public async Task Handle_WhenThereIsNoValidator_GoesOn()
    {
        var behavior = new ValidationBehavior<string, int>([]);

        Assert.Equal(5, await behavior.Handle("", Test.Token, Next));
    }

    private Task<int> HandleAsync(string request)
    {
        var validator = new InlineValidator<string>();
        validator.RuleFor(text => text.Length).GreaterThan(0).GreaterThan(1);
        return new ValidationBehavior<string, int>([new InlineValidator<string>(), validator]).Handle(request, Test.Token, Next);
    }

    private Task<int> Next()
    {
        _isHandled = true;
        return Task.FromResult(5);
    }
}
