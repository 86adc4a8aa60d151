namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>One thing that happens to a reader.</summary>
/// <param name="Number">How many events, how many bytes, or where to start.</param>
internal readonly record struct ReaderOperation(ReaderInput Input, int Number);

internal enum ReaderInput
{
    Publish,
    Post,
    AcceptRun,
    Ping,
    Take,
    StartLive,
    StartReplay,
    DelayReads,
    LetGo,
    Trim,
    Close,
    Fail,
}
