namespace Reasoning.Benchmarks.Load;

/// <summary>One step a run, which grows token by token as that of a quick language model.</summary>
internal static class DeltaShape
{
    public const int Tokens = 200;
    public const int TokenSize = 4;
    public const int Size = Tokens * TokenSize;

    /// <summary>Milliseconds between two tokens.</summary>
    public const int Delay = 10;

    public static string Message { get; } = $"steps=1 size={Size} deltas={Tokens} delay={Delay}";
}
