using System.Diagnostics.CodeAnalysis;
using Reasoning.Application.Sessions;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>What is on its way between an owner and the store. Neither side hears of it before the history says so.</summary>
internal sealed class StoreTraffic(StoredLog log)
{
    private readonly List<SessionEffect.LookUp> _questions = [];
    private readonly List<(string Key, KeyedRun? Found)> _answers = [];
    private SessionAppend? _underWay;
    private bool _isParking;
    private bool _isStored;

    /// <summary>The store has refused the append, or was never reached.</summary>
    public bool IsUnstored => _underWay is not null && !_isStored;

    public void Add(SessionEffect.LookUp question) => _questions.Add(question);

    /// <param name="isParking">Whether runs are left to the next owner in order.</param>
    public void Add(SessionEffect.Append append, bool isParking)
    {
        Assert.True(_underWay is null, "One commit at a time.");
        (_underWay, _isParking) = (append.Content, isParking);
    }

    /// <summary>A question reaches the store; its answer is on the way.</summary>
    public void Ask(int target)
    {
        if (TryTake(_questions, target, out var question))
            _answers.Add((question.IdempotencyKey, log.Find(question.IdempotencyKey, question.Since)));
    }

    public bool TryTakeAnswer(int target, out (string Key, KeyedRun? Found) answer) => TryTake(_answers, target, out answer);

    /// <summary>The append reaches the store, perhaps not for the first time.</summary>
    public void Store(long term)
    {
        if (_underWay is not null)
            _isStored = log.TryAppend(term, _underWay, _isParking);
    }

    public bool TryTakeCommit()
    {
        if (!_isStored)
            return false;
        (_underWay, _isStored) = (null, false);
        return true;
    }

    private static bool TryTake<T>(List<T> waiting, int target, [MaybeNullWhen(false)] out T taken)
    {
        if (waiting.Count == 0)
        {
            taken = default;
            return false;
        }

        taken = waiting[target % waiting.Count];
        return waiting.Remove(taken);
    }
}
