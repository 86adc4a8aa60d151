using System.Globalization;

namespace Reasoning.Benchmarks.Cli;

/// <summary>Options as <c>--name value</c>, <c>--name=value</c> or, for a switch, <c>--name</c>; the rest after <c>--</c>.</summary>
internal sealed class Arguments
{
    private static readonly HashSet<string> Switches = ["quick"];

    private readonly Dictionary<string, string> _options = [];

    public Arguments(string[] args)
    {
        var end = Array.IndexOf(args, "--");
        Rest = end < 0 ? [] : args[(end + 1)..];
        var own = new Queue<string>(end < 0 ? args : args[..end]);
        while (own.TryDequeue(out var argument))
        {
            if (!argument.StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"unexpected '{argument}'");
            var parts = argument[2..].Split('=', 2);
            var text = parts is [_, var value] ? value
                : Switches.Contains(parts[0]) ? "true"
                : own.TryDequeue(out var next) ? next
                : throw new UsageException($"--{parts[0]} needs a value");
            _options[parts[0]] = _options.TryGetValue(parts[0], out var before) ? $"{before},{text}" : text;
        }
    }

    /// <summary>What follows <c>--</c>: arguments for the product.</summary>
    public string[] Rest { get; }

    public string? Text(string name) => _options.Remove(name, out var value) ? value : null;

    /// <summary>Separated by commas, or each with the option's name before it.</summary>
    public string[] List(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public bool Switch(string name) => Text(name) == "true";

    public int Whole(string name, int otherwise) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw new UsageException($"--{name} is no whole number: '{text}'");

    public TimeSpan Seconds(string name, double otherwise) => Text(name) is not { } text ? TimeSpan.FromSeconds(otherwise)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? TimeSpan.FromSeconds(value)
        : throw new UsageException($"--{name} is no number of seconds: '{text}'");

    /// <summary>Call it after every option has been asked for.</summary>
    public void RejectOthers()
    {
        if (_options.Count > 0)
            throw new UsageException($"unknown option --{_options.Keys.First()}");
    }
}
