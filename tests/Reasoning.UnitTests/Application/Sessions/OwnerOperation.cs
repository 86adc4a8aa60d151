namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>One input of a random history with several owners.</summary>
/// <param name="Owner">0 for the owner before the newest, which may not know that it is no longer one.</param>
/// <param name="Target">Which run, key or look-up it concerns.</param>
/// <param name="Choice">Which kind of request or event, or which length of time.</param>
internal readonly record struct OwnerOperation(OwnerInput Input, int Owner, int Target, int Choice)
{
    public override string ToString() => $"{Input} {Owner} {Target} {Choice}";
}

/// <summary>
/// What can happen to an owner. That a commit is delayed, or fails without being stored and is tried again, is no input
/// of its own: nothing is heard of it until <see cref="Commit"/>.
/// </summary>
internal enum OwnerInput
{
    Accept,
    Work,
    InterruptOne,
    InterruptAll,
    TimePasses,

    /// <summary>The store answers everything, as it nearly always does.</summary>
    Settle,

    /// <summary>The store is asked for a key; its answer is still on the way.</summary>
    AskStore,
    LookedUp,
    LookUpFailed,

    /// <summary>The append reaches the store, perhaps not for the first time, and the answer comes back.</summary>
    Commit,

    /// <summary>The append reaches the store and the answer is lost or late. Also when whoever sent it is gone.</summary>
    StoreUnanswered,

    /// <summary>The late answer comes.</summary>
    Committed,

    /// <summary>The store is away for longer than an owner waits.</summary>
    Outage,
    TakeOver,
    Crash,

    /// <summary>All crash, and nobody takes the session up for longer than a key lives.</summary>
    Blackout,
    Drain,
}
