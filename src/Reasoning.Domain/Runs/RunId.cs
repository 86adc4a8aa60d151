namespace Reasoning.Domain.Runs;

/// <summary>Identifies a run, everywhere and for ever. Time-ordered (RFC 9562, version 7); clients see an opaque string.</summary>
public readonly record struct RunId(Guid Value)
{
    public static RunId New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new(Guid.CreateVersion7(time.GetUtcNow()));
    }

    public static bool TryParse(string? text, out RunId id)
    {
        // The length is checked by hand: the parser would forgive spaces around it.
        var value = Guid.Empty;
        var parsed = text is { Length: 32 } && Guid.TryParseExact(text, "N", out value);
        id = new RunId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("N");
}
