namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>How long the events of a stream are. An event ends with an empty line; lines end in CR, LF or both.</summary>
internal sealed class EventMeter
{
    private bool _isLineEmpty = true;
    private bool _isAfterReturn;
    private int _length;

    /// <returns>The length of the longest event as far as it lies in these bytes and those before them.</returns>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        var longest = 0;
        foreach (var one in bytes)
        {
            longest = Math.Max(longest, ++_length);
            var isSecondOfPair = _isAfterReturn && one == '\n';
            _isAfterReturn = one == '\r';
            if (isSecondOfPair)
                continue;

            var isLineEnd = one is (byte)'\r' or (byte)'\n';
            if (isLineEnd && _isLineEmpty)
                _length = 0;
            _isLineEmpty = isLineEnd;
        }

        return longest;
    }
}
