using Moq;
using Reasoning.Application.Sessions;
using Reasoning.Application.Sessions.ListSessions;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions.ListSessions;

public sealed class ListSessionsQueryTests
{
    private readonly Mock<ISessionDirectory> _directory = new(MockBehavior.Strict);
    private readonly ListSessionsQueryValidator _validator = new();

    [Fact]
    public async Task Handle_WhenThereAreMore_GivesACursorThatLeadsToThem()
    {
        SetUp(SessionPlace.Head, "c", "b", "a");
        var first = await HandleAsync(cursor: null);
        Assert.Equal(["c", "b"], first.Sessions.Select(session => session.Id.Value));

        SetUp(new SessionPlace(Some.Time, "b"), "a");
        var second = await HandleAsync(first.NextCursor);
        Assert.Equal(["a"], second.Sessions.Select(session => session.Id.Value));
        Assert.Null(second.NextCursor);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Validate_WhenTheLimitIsOutside_Refuses(int limit) =>
        Assert.Equal("Limit", Assert.Single(_validator.Validate(Query(limit: limit)).Errors).PropertyName);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("MTIz")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OSBh")]
    [InlineData("MSA")]
    [InlineData("MSAv")]
    public void Validate_WhenTheCursorIsNotOurs_Refuses(string cursor) =>
        Assert.Equal("Cursor", Assert.Single(_validator.Validate(Query(cursor: cursor)).Errors).PropertyName);

    [Fact]
    public void Validate_WhenTheSearchIsTooLong_RefusesIt()
    {
        Assert.True(_validator.Validate(Query(search: new string('x', 200))).IsValid);
        Assert.Equal("q", Assert.Single(_validator.Validate(Query(search: new string('x', 201))).Errors).PropertyName);
    }

    /// <summary>No title has one, and PostgreSQL does not take every one of them.</summary>
    [Theory]
    [InlineData("\0")]
    [InlineData("a\nb")]
    public void Validate_WhenTheSearchHasAControlCharacter_RefusesIt(string search) =>
        Assert.Equal("q", Assert.Single(_validator.Validate(Query(search)).Errors).PropertyName);

    private static ListSessionsQuery Query(string? search = null, string? cursor = null, int limit = 2) =>
        new(TenantId.Default, search, cursor, limit);

    private Task<SessionList> HandleAsync(string? cursor)
    {
        var query = Query("s", cursor);
        Assert.True(_validator.Validate(query).IsValid);
        return new ListSessionsQueryHandler(_directory.Object).Handle(query, Test.Token);
    }

    private void SetUp(SessionPlace before, params string[] names) => _directory
        .Setup(directory => directory.ListAsync(TenantId.Default, new SessionFilter("s", before, 3), Test.Token))
        .ReturnsAsync([.. names.Select(name => new SessionSummary(SessionId.Parse(name), null, Some.Time, Some.Time, new Epoch("e"), 1))]);
}
