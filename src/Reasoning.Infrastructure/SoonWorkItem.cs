namespace Reasoning.Infrastructure;

/// <summary>
/// Work that the thread which asks for it does as soon as it is free, while what there is to do is still in its cache.
/// It stands in line like everybody, too: that thread may stay busy for long, with an agent that computes, and the
/// others look for what it has left lying only when the line is empty, which on a busy server it never is.
/// </summary>
internal sealed class SoonWorkItem : IThreadPoolWorkItem
{
    private const int Together = 32;

    [ThreadStatic]
    private static List<SoonWorkItem>? t_asked;

    private readonly Action _work;
    private readonly PlaceInLine _place;
    private int _isAskedFor;

    public SoonWorkItem(Action work)
    {
        _work = work;
        _place = new PlaceInLine(this);
    }

    /// <summary>
    /// Does something that asks for much work of many, and has a few dozen of them done by one thread at a time, while more
    /// is asked for: to wake a thread for each costs more than most of the work. What stands in line meanwhile is done
    /// between them.
    /// </summary>
    public static void QueueTogether(Action ask)
    {
        t_asked = new List<SoonWorkItem>(Together);
        try
        {
            ask();
        }
        finally
        {
            var rest = t_asked;
            t_asked = null;
            if (rest.Count > 0)
                QueueGroup(rest);
        }
    }

    /// <summary>Asks for the work to be done once. Not again before it has begun.</summary>
    public void Queue()
    {
        Volatile.Write(ref _isAskedFor, 1);
        if (t_asked is { } asked)
        {
            asked.Add(this);
            if (asked.Count == Together)
            {
                t_asked = new List<SoonWorkItem>(Together);
                QueueGroup(asked);
            }

            return;
        }

        _place.Take();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    public void Execute()
    {
        // Who comes second finds it done.
        if (Interlocked.Exchange(ref _isAskedFor, 0) == 1)
            _work();
    }

    private static void QueueGroup(List<SoonWorkItem> items) =>
        ThreadPool.UnsafeQueueUserWorkItem(new Group(items), preferLocal: false);

    private sealed class Group(List<SoonWorkItem> items) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            foreach (var item in items)
                item.Execute();
        }
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
