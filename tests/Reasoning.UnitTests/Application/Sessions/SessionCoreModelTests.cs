using CsCheck;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>
/// Random histories of a session against a simple model. Whatever the order of inputs and however late a commit: the
/// rules of the log hold after every single input.
/// </summary>
public sealed class SessionCoreModelTests
{
    private static readonly Gen<CoreInput> Input = Gen.Frequency(
        (4, Gen.Const(CoreInput.Accept)),
        (8, Gen.Const(CoreInput.Record)),
        (2, Gen.Const(CoreInput.InterruptOne)),
        (1, Gen.Const(CoreInput.InterruptAll)),
        (1, Gen.Const(CoreInput.InterruptUnknown)),
        (2, Gen.Const(CoreInput.WorkEnded)),
        (2, Gen.Const(CoreInput.Tick)),
        (1, Gen.Const(CoreInput.Drain)),
        (8, Gen.Const(CoreInput.Flush)),
        (8, Gen.Const(CoreInput.Committed)));

    private static readonly Gen<CoreOperation[]> History =
        Gen.Select(Input, Gen.Int[0, 7], Gen.Int[0, 19], (input, run, choice) => new CoreOperation(input, run, choice)).Array[1, 80];

    [Fact]
    public void Core_WhateverHappens_KeepsTheRulesOfTheLog() =>
        History.Sample(
            history =>
            {
                var core = new CoreHarness();
                foreach (var operation in history)
                    core.Apply(operation);
                core.Finish();
            },
            iter: 3_000,
            print: history => string.Join("; ", history));
}
