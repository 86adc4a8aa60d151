using Moq;
using Reasoning.Application;
using Reasoning.Application.Sessions;
using Reasoning.Application.Sessions.RenameSession;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions.RenameSession;

public sealed class RenameSessionCommandTests
{
    private readonly Mock<ISessionDirectory> _directory = new(MockBehavior.Strict);

    [Fact]
    public async Task Handle_WhenTheSessionIsThere_RenamesItAndTellsWhatItIsNow()
    {
        SetUp(exists: true);
        Assert.Equal(Some.Summary(), await HandleAsync());
        _directory.VerifyAll();
    }

    [Fact]
    public async Task Handle_WhenThereIsNoSuchSession_Refuses()
    {
        SetUp(exists: false);
        Assert.Equal(ErrorCode.SessionNotFound, (await Assert.ThrowsAsync<RequestRefusedException>(HandleAsync)).Code);
    }

    [Fact]
    public void Validate_WhenTheTitleIsNone_Refuses()
    {
        var validator = new RenameSessionCommandValidator();
        Assert.True(validator.Validate(new RenameSessionCommand(Some.Session, "A title")).IsValid);
        foreach (var title in new[] { null, " ", "a\nb", new string('x', 201) })
            Assert.Equal("Title", Assert.Single(validator.Validate(new RenameSessionCommand(Some.Session, title)).Errors).PropertyName);
    }

    private void SetUp(bool exists)
    {
        _directory.Setup(directory => directory.RenameAsync(Some.Session, SessionTitle.Parse("Title"), Test.Token)).ReturnsAsync(exists);
        _directory.Setup(directory => directory.FindAsync(Some.Session, Test.Token)).ReturnsAsync(exists ? Some.Summary() : null);
    }

    private Task<SessionSummary> HandleAsync() =>
        new RenameSessionCommandHandler(_directory.Object).Handle(new RenameSessionCommand(Some.Session, " Title "), Test.Token);
}
