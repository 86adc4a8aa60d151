using System.Globalization;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Agents.Load;

/// <summary>What the load agent is told to do.</summary>
/// <param name="Delay">Before each step, or after each piece of it.</param>
/// <param name="Size">Characters of each step.</param>
/// <param name="Fail">The step in whose place it throws; 0 for none.</param>
/// <param name="Deltas">In how many pieces each step is shown before it is finished, with the delay between them; 0 for whole.</param>
/// <param name="Stubborn">It ignores cancellation.</param>
internal sealed record LoadOrder(int Steps, TimeSpan Delay, int Size, int Deltas, int Fail, bool Stubborn)
{
    private const int MaxSteps = 1_000_000;
    private const int MaxDelay = 60_000;
    private const int MaxSize = 65_536;
    private const int DefaultSize = 120;

    private const string Usage = "The message must be: steps=N [delay=MS] [size=CHARS] [deltas=PIECES] [fail=K] [stubborn=true]";

    /// <exception cref="AgentException">The message is no such order.</exception>
    public static LoadOrder Parse(string message)
    {
        var order = new LoadOrder(0, TimeSpan.Zero, DefaultSize, 0, 0, false);
        foreach (var word in message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (word, "") : (word[..equals], word[(equals + 1)..]);
            order = name switch
            {
                "steps" => order with { Steps = Number(name, value, 1, MaxSteps) },
                "delay" => order with { Delay = TimeSpan.FromMilliseconds(Number(name, value, 0, MaxDelay)) },
                "size" => order with { Size = Number(name, value, 1, MaxSize) },
                "deltas" => order with { Deltas = Number(name, value, 0, MaxSize) },
                "fail" => order with { Fail = Number(name, value, 1, MaxSteps) },
                "stubborn" => order with { Stubborn = Flag(name, value) },
                _ => throw Wrong($"{Usage}."),
            };
        }

        return order.Steps > 0 ? order : throw Wrong($"{Usage}.");
    }

    public string Content() =>
        string.Create(Size, 0, static (text, _) =>
        {
            const string Words = "This thought only takes up room. ";
            for (var i = 0; i < text.Length; i++)
                text[i] = Words[i % Words.Length];
        });

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong($"{Usage}; {name} is a whole number from {least} to {most}.");

    private static bool Flag(string name, string value) =>
        bool.TryParse(value, out var flag) ? flag : throw Wrong($"{Usage}; {name} is true or false.");

    private static AgentException Wrong(string message) => new(ErrorCode.AgentFailed, message);
}
