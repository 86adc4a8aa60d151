using CsCheck;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Random lives of a reader with tiny limits: whatever comes when, its client sees the log as it is.</summary>
public sealed class SessionReaderModelTests
{
    private static readonly Gen<ReaderInput> Input = Gen.Frequency(
        (6, Gen.Const(ReaderInput.Publish)),
        (4, Gen.Const(ReaderInput.Post)),
        (2, Gen.Const(ReaderInput.AcceptRun)),
        (1, Gen.Const(ReaderInput.Ping)),
        (10, Gen.Const(ReaderInput.Take)),
        (1, Gen.Const(ReaderInput.StartLive)),
        (2, Gen.Const(ReaderInput.StartReplay)),
        (2, Gen.Const(ReaderInput.DelayReads)),
        (3, Gen.Const(ReaderInput.LetGo)),
        (1, Gen.Const(ReaderInput.Trim)),
        (1, Gen.Const(ReaderInput.Close)),
        (1, Gen.Const(ReaderInput.Fail)));

    private static readonly Gen<(int Before, ReaderOperation[] Life)> Lives = Gen.Select(
        Gen.Int[0, 12],
        Gen.Select(Input, Gen.Int[0, 15], (input, number) => new ReaderOperation(input, number)).Array[1, 60]);

    [Fact]
    public void Reader_WhateverHappens_ShowsTheLogWithoutGapDuplicateOrReordering() =>
        Lives.Sample(
            life =>
            {
                var reader = new ReaderHarness(life.Before);
                foreach (var operation in life.Life)
                    reader.Apply(operation);
                reader.Finish();
            },
            iter: 20_000,
            print: life => $"{life.Before} before; {string.Join("; ", life.Life)}");
}
