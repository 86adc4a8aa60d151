using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Lets a history happen to a session, its store, and whoever owns it or still believes so.</summary>
internal sealed class OwnersHarness
{
    private static readonly AgentRecovery[] Recoveries = Enum.GetValues<AgentRecovery>();

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly StoredLog _log = new();
    private readonly List<CoreOwner> _owners = [];
    private readonly List<RunId> _asked = [];

    public OwnersHarness()
    {
        Open();
        Accept(Newest, target: 0, choice: 0);

        // What was never written to has no fence yet: of two who open it, the first to write stays its owner.
        Settle(Newest);
    }

    private CoreOwner Newest => _owners[^1];

    public void Apply(OwnerOperation operation)
    {
        var (input, which, target, choice) = operation;
        var owner = which == 0 && _owners.Count > 1 ? _owners[^2] : Newest;
        if (input == OwnerInput.StoreUnanswered)
        {
            owner.Store();
            return;
        }

        if (owner.IsOver)
        {
            if (owner != Newest)
                return;
            owner = Open();
        }

        switch (input)
        {
            case OwnerInput.Accept:
                Accept(owner, target, choice);
                break;
            case OwnerInput.Work:
                owner.Work(target, choice);
                break;
            case OwnerInput.InterruptOne:
                owner.Interrupt(_asked[^(1 + (target % _asked.Count))]);
                break;
            case OwnerInput.InterruptAll:
                owner.Interrupt(run: null);
                break;
            case OwnerInput.TimePasses:
                _time.Advance(TimeSpan.FromMilliseconds(choice * 50));
                _owners.FindAll(each => !each.IsOver).ForEach(each => each.Tick());
                break;
            case OwnerInput.Settle:
                Settle(owner);
                break;
            case OwnerInput.AskStore:
                owner.Traffic.Ask(target);
                break;
            case OwnerInput.LookedUp:
                owner.LookedUp(target);
                break;
            case OwnerInput.LookUpFailed:
                owner.LookUpFailed(target);
                break;
            case OwnerInput.Commit:
                owner.Commit();
                break;
            case OwnerInput.Committed:
                owner.Committed();
                break;
            case OwnerInput.Outage:
                owner.Fail();
                break;
            case OwnerInput.TakeOver:
                Open();
                break;
            case OwnerInput.Crash:
                owner.Crash();
                break;
            case OwnerInput.Blackout:
                _owners.ForEach(each => each.Crash());
                _time.Advance(SessionCore.KeyLifetime + TimeSpan.FromHours(1));
                break;
            case OwnerInput.Drain:
                owner.Drain(park: choice % 4 != 0);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The store is well, the newest owner takes everything up, and every agent comes to its end.</summary>
    public void Finish()
    {
        Open();
        for (var round = 0; round < 40; round++)
        {
            foreach (var owner in _owners.Where(owner => !owner.IsOver))
            {
                owner.Work(target: round, AgentWork.Answers);
                Settle(owner);
            }
        }

        _owners.ForEach(owner => owner.AssertNothingIsLeft());
        _log.AssertComplete();
    }

    private CoreOwner Open()
    {
        var stopped = _owners.Count > 0 ? Newest.StoppedInVain : [];
        _owners.Add(new CoreOwner(_log, _time, stopped));
        return Newest;
    }

    /// <summary>A key is nearly always that of one message.</summary>
    private void Accept(CoreOwner owner, int target, int choice)
    {
        var key = choice % 4 == 0 ? null : $"key-{target % 2}";
        var message = choice == 1 ? "Another" : key ?? "Any";
        var recovery = Recoveries[(key is null ? choice : target % 2) % Recoveries.Length];
        var request = new RunRequest(recovery.ToString(), message, EnableReasoning: target != 0);
        _asked.Add(owner.Accept(request, key, owner == Newest));
    }

    private static void Settle(CoreOwner owner)
    {
        for (var round = 0; round < 4 && !owner.IsOver; round++)
        {
            owner.Traffic.Ask(target: 0);
            owner.LookedUp(target: 0);
            owner.Commit();
        }
    }
}
