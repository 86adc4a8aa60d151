using Moq;
using Reasoning.Application.Knowledge;
using Reasoning.Application.Knowledge.ReadSection;

namespace Reasoning.UnitTests.Knowledge;

public class ReadSectionQueryHandlerTests
{
    private readonly Mock<IKnowledgeIndex> _index = new();

    [Fact]
    public async Task Handle_WhenTheIndexIsStillBeingBuilt_RefusesAtOnce()
    {
        _index.Setup(index => index.GetStatusAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new KnowledgeStatus(false, 3, 0));

        await Assert.ThrowsAsync<KnowledgeUnavailableException>(() => HandleAsync());

        _index.Verify(index => index.ReadSectionAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Theory]
    [InlineData(ReadSectionQuery.MaxBytes, 1, ReadSectionQuery.MaxBytes, false)]
    [InlineData(ReadSectionQuery.MaxBytes + 1, 1, ReadSectionQuery.MaxBytes, true)]
    [InlineData((ReadSectionQuery.MaxBytes / 2) - 1, 2, ReadSectionQuery.MaxBytes, false)]
    [InlineData(ReadSectionQuery.MaxBytes / 2, 2, ReadSectionQuery.MaxBytes, true)]
    [InlineData(ReadSectionQuery.MaxBytes - 1, 2, ReadSectionQuery.MaxBytes - 1, true)]
    public async Task Handle_WhenPassagesAreLong_KeepsTheLimit(int length, int count, int expected, bool isTruncated)
    {
        _index.Setup(index => index.GetStatusAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new KnowledgeStatus(true, 1, count));
        _index.Setup(index => index.ReadSectionAsync("a.md", "A", It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. Enumerable.Range(1, count).Select(i => new Passage(i, "a.md", "A", new string('x', length)))]);

        var section = await HandleAsync();

        Assert.Equal((expected, isTruncated), (section!.Text.Length, section.IsTruncated));
    }

    private Task<Section?> HandleAsync() =>
        new ReadSectionQueryHandler(_index.Object).Handle(new ReadSectionQuery("a.md", "A"), TestContext.Current.CancellationToken);
}
