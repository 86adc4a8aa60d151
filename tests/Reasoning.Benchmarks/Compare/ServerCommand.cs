using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Compare;

/// <param name="Arguments"><c>{url}</c> in them is replaced by the address to listen on.</param>
/// <param name="Directory">Where to start it: a server finds its settings file there.</param>
internal sealed record ServerCommand(string Name, string File, IReadOnlyList<string> Arguments, string? Directory = null)
{
    /// <summary>How its connections are talked to.</summary>
    public Func<Dialect> Dialect { get; init; } = () => new GatewayDialect();

    private const string Url = "{url}";

    /// <summary>A server that this program is, too.</summary>
    public static ServerCommand Own(string name) =>
        new(name, "dotnet", [typeof(ServerCommand).Assembly.Location, name, "--urls", Url]);

    /// <param name="line">Words separated by blanks, as in a shell without quotes.</param>
    public static ServerCommand Parse(string name, string line, IEnumerable<string> more)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] listen = line.Contains(Url, StringComparison.Ordinal) ? [] : ["--urls", Url];
        return new ServerCommand(name, words[0], [.. words[1..], .. listen, .. more]);
    }

    public IEnumerable<string> ArgumentsFor(int port) =>
        Arguments.Select(a => a.Replace(Url, $"http://127.0.0.1:{port}", StringComparison.Ordinal));
}
