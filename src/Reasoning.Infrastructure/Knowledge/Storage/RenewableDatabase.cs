namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>The database of the index, opened when it is first asked for, and put in another one's place when it is lost or damaged.</summary>
internal sealed class RenewableDatabase(IndexFile file) : IDisposable
{
    private readonly Lock _opening = new();
    private volatile PassageDatabase? _value;

    public PassageDatabase Value
    {
        get
        {
            if (_value is { } value)
                return value;
            lock (_opening)
                return _value ??= new PassageDatabase(file.Open());
        }
    }

    /// <summary>Makes a new one, which is asked from when it is filled. Until then the old one answers as far as it can. By one at a time.</summary>
    public void Renew(Action<PassageDatabase> fill)
    {
        var old = Value;
        var renewed = new PassageDatabase(file.Renew(old.Connections));
        try
        {
            fill(renewed);
        }
        catch
        {
            renewed.Dispose();
            throw;
        }

        _value = renewed;
        old.Dispose();
    }

    public void Dispose() => _value?.Dispose();
}
