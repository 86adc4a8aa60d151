namespace Reasoning.Benchmarks.Load;

/// <summary>What the measuring side tells the drivers.</summary>
internal sealed class LoadSwitch
{
    private volatile bool _stopping;
    private volatile bool _recording;

    /// <summary>Finish what is under way, start nothing new.</summary>
    public bool Stopping
    {
        get => _stopping;
        set => _stopping = value;
    }

    /// <summary>Round-trip times count only within the measured window.</summary>
    public bool Recording
    {
        get => _recording;
        set => _recording = value;
    }
}
