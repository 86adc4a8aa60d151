namespace Reasoning.Application.Sessions;

/// <summary>
/// What goes before an event on its way to most clients. It is the same for all of them, so it is written once, where the
/// event lies; who reads the event itself does not see it.
/// </summary>
public interface IEventHeader
{
    /// <summary>The longest there is.</summary>
    const int Longest = 16;

    /// <summary>Bytes of most: so much room is left for it. An event that needs another one is moved.</summary>
    int UsualSize { get; }

    /// <param name="room">At least <see cref="Longest"/> bytes.</param>
    /// <param name="length">Bytes of the event.</param>
    /// <returns>Bytes written.</returns>
    int Write(Span<byte> room, int length);
}
