using System.Globalization;

namespace Reasoning.Benchmarks.Baseline;

/// <summary>A chat message of the load agent: <c>steps=N [delay=MS] [size=CHARS] [deltas=PIECES]</c>.</summary>
internal readonly record struct LoadRequest(int Steps, int Delay, int Size, int Deltas)
{
    public const int DefaultSize = 120;

    public static LoadRequest Parse(string message)
    {
        var request = new LoadRequest(0, 0, DefaultSize, 0);
        foreach (var word in message.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = word.Split('=') is [var left, var right] ? (left, right) : (word, "");
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            request = name switch
            {
                "steps" => request with { Steps = number },
                "delay" => request with { Delay = number },
                "size" => request with { Size = number },
                "deltas" => request with { Deltas = number },
                _ => request,
            };
        }

        return request;
    }
}
