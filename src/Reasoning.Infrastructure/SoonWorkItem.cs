namespace Reasoning.Infrastructure;

/// <summary>
/// Work that the thread which asks for it does as soon as it is free, while what there is to do is still in its cache.
/// It stands in line like everybody, too: that thread may stay busy for long, with an agent that computes, and the
/// others look for what it has left lying only when the line is empty, which on a busy server it never is.
/// </summary>
internal sealed class SoonWorkItem : IThreadPoolWorkItem
{
    private readonly Action _work;
    private readonly PlaceInLine _place;
    private int _isAskedFor;

    public SoonWorkItem(Action work)
    {
        _work = work;
        _place = new PlaceInLine(this);
    }

    /// <summary>Asks for the work to be done once. Not again before it has begun.</summary>
    public void Queue()
    {
        Volatile.Write(ref _isAskedFor, 1);
        _place.Take();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    public void Execute()
    {
        // Who comes second finds it done.
        if (Interlocked.Exchange(ref _isAskedFor, 0) == 1)
            _work();
    }

    /// <summary>At most one place: work that is soon done many times over does not lengthen the line.</summary>
    private sealed class PlaceInLine(SoonWorkItem item) : IThreadPoolWorkItem
    {
        private int _isTaken;

        public void Take()
        {
            if (Interlocked.Exchange(ref _isTaken, 1) == 0)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        public void Execute()
        {
            // Given up first: who asks from now on takes a new one, and what was asked for before is seen.
            Interlocked.Exchange(ref _isTaken, 0);
            item.Execute();
        }
    }
}
