namespace Reasoning.Benchmarks.Load;

/// <summary>How many connections ask for how many steps of how many characters.</summary>
internal sealed record StreamShape(int Connections, int Steps, int Size)
{
    public string Message => $"steps={Steps} size={Size}";
}
