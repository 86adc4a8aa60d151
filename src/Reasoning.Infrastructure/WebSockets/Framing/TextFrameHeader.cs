using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>Makes each event of a log a frame as it is sent: a text message in one frame (RFC 6455, section 5.6).</summary>
internal sealed class TextFrameHeader : IEventHeader
{
    private TextFrameHeader()
    {
    }

    public static TextFrameHeader Instance { get; } = new();

    /// <summary>That of 126 to 65,535 bytes.</summary>
    public int UsualSize => 4;

    public int Write(Span<byte> room, int length) => FrameHeader.Write(room, Opcode.Text, length);
}
