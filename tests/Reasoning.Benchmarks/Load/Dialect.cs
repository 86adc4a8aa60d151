using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>How a server is asked, and what stands around its messages. Each connection has one of its own.</summary>
internal abstract class Dialect
{
    /// <summary>A frame to begin with; nothing where the server speaks first.</summary>
    public virtual byte[] Greeting => [];

    public abstract string PathOf(ConnectionPlan plan, string connection);

    public abstract byte[] Chat(ConnectionPlan plan, string message);

    public abstract byte[] Ping(long number);

    /// <param name="payload">Of one frame.</param>
    /// <param name="final">Whether no fragment follows.</param>
    public abstract void Deliver(ReadOnlySpan<byte> payload, bool final, Driver driver);

    protected static byte[] Text(string text) => Frame.Build(Opcode.Text, System.Text.Encoding.UTF8.GetBytes(text), masked: true);
}
