using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Compare;

namespace Reasoning.Benchmarks.Soak;

/// <param name="Connections">All of them; the rest of those that stream are idle.</param>
/// <param name="Streaming">How many stream.</param>
/// <param name="Rate">Events a second on each that streams.</param>
/// <param name="WarmUp">Until the code is compiled and the log in memory is full.</param>
internal sealed record SoakOptions(
    ServerCommand Product, int Connections, int Streaming, int Rate, TimeSpan WarmUp, TimeSpan Time)
{
    public static SoakOptions From(Arguments arguments)
    {
        var quick = arguments.Switch("quick");
        var options = new SoakOptions(
            CompareOptions.ProductCommand(arguments.Text("product-command"), arguments.Text("product"), arguments.Rest),
            arguments.Whole("connections", quick ? 1_000 : 10_000),
            Math.Max(1, arguments.Whole("streaming", quick ? 100 : 200)),
            Math.Clamp(arguments.Whole("rate", 50), 1, 1_000),
            arguments.Seconds("warm-up", quick ? 2 : 60),
            quick ? TimeSpan.FromSeconds(6) : TimeSpan.FromMinutes(Math.Max(1, arguments.Whole("minutes", 10))));
        arguments.RejectOthers();
        return options.Connections >= options.Streaming
            ? options
            : throw new UsageException("--connections must be at least --streaming");
    }
}
