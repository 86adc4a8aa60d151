namespace Reasoning.Infrastructure.Sessions;

/// <summary>Tells when a session has something to do without being asked: one timer, made when it is first needed.</summary>
internal sealed class DueTimer(TimeProvider time, Action fired)
{
    private ITimer? _timer;
    private DateTimeOffset? _due;
    private volatile bool _hasFired;

    /// <summary>It has fired since it was last set: what is due then was not looked at yet.</summary>
    public bool HasFired => _hasFired;

    /// <param name="due">When; <see langword="null"/> for never.</param>
    public void Set(DateTimeOffset? due, DateTimeOffset now)
    {
        // One that has fired is set again even for the same time: the clock may have been set back meanwhile.
        if (due == _due && !_hasFired)
            return;

        _hasFired = false;
        _due = due;
        _timer ??= time.CreateTimer(
            static timer => ((DueTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // Rounded up: a timer that fires a moment early would find nothing due.
        var delay = due is { } at
            ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((at - now).TotalMilliseconds)))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Stop() => _timer?.Dispose();

    private void Fire()
    {
        _hasFired = true;
        fired();
    }
}
