using Moq;
using Reasoning.Application.Runs.AwaitRun;
using Reasoning.Application.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Runs.AwaitRun;

public sealed class AwaitRunQueryTests
{
    [Fact]
    public async Task Handle_WhenAsked_WaitsForTheRun()
    {
        var sessions = new Mock<ISessions>(MockBehavior.Strict);
        var limit = TimeSpan.FromSeconds(10);
        sessions.Setup(port => port.WaitForEndAsync(Some.Session, Some.Run, limit, Test.Token)).Returns(Task.CompletedTask);
        await new AwaitRunQueryHandler(sessions.Object).Handle(new AwaitRunQuery(Some.Session, Some.Run, limit), Test.Token);

        sessions.VerifyAll();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Validate_WhateverTheLimit_IsBounded(int seconds, bool isValid) => Assert.Equal(
        isValid, new AwaitRunQueryValidator().Validate(new AwaitRunQuery(Some.Session, Some.Run, TimeSpan.FromSeconds(seconds))).IsValid);
}
