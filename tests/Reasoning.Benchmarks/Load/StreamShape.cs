namespace Reasoning.Benchmarks.Load;

/// <summary>How many connections ask for how many steps of how many characters.</summary>
/// <param name="Delay">Milliseconds before each step.</param>
internal sealed record StreamShape(int Connections, int Steps, int Size, int Delay = 0)
{
    public string Message => $"steps={Steps} size={Size}{(Delay > 0 ? $" delay={Delay}" : "")}";
}
