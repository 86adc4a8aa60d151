using CsCheck;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>
/// Random histories of a session whose store delays and fails, and whose owners crash, go down in order or are taken
/// over without knowing it. What anybody was shown or told is what the log says in the end, and every run ends once.
/// </summary>
public sealed class SessionCoreOwnersModelTests
{
    private static readonly Gen<OwnerInput> Input = Gen.Frequency(
        (10, Gen.Const(OwnerInput.Accept)),
        (16, Gen.Const(OwnerInput.Work)),
        (3, Gen.Const(OwnerInput.InterruptOne)),
        (1, Gen.Const(OwnerInput.InterruptAll)),
        (2, Gen.Const(OwnerInput.TimePasses)),
        (12, Gen.Const(OwnerInput.Settle)),
        (4, Gen.Const(OwnerInput.AskStore)),
        (4, Gen.Const(OwnerInput.LookedUp)),
        (1, Gen.Const(OwnerInput.LookUpFailed)),
        (6, Gen.Const(OwnerInput.Commit)),
        (4, Gen.Const(OwnerInput.StoreUnanswered)),
        (3, Gen.Const(OwnerInput.Committed)),
        (2, Gen.Const(OwnerInput.Outage)),
        (3, Gen.Const(OwnerInput.TakeOver)),
        (4, Gen.Const(OwnerInput.Crash)),
        (1, Gen.Const(OwnerInput.Blackout)),
        (2, Gen.Const(OwnerInput.Drain)));

    private static readonly Gen<OwnerOperation[]> History =
        Gen.Select(Input, Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 19], (input, owner, target, choice) =>
            new OwnerOperation(input, owner, target, choice)).Array[1, 60];

    [Fact]
    public void Owners_WhateverHappensToThemAndTheirStore_KeepTheirWord() =>
        History.Sample(
            history =>
            {
                var session = new OwnersHarness();
                foreach (var operation in history)
                    session.Apply(operation);
                session.Finish();
            },
            iter: 5_000,
            print: history => string.Join("; ", history));
}
