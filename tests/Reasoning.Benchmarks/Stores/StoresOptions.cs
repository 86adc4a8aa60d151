using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Compare;

namespace Reasoning.Benchmarks.Stores;

/// <param name="Stores">Their names; none for all.</param>
/// <param name="Cells">Their names; none for all.</param>
/// <param name="WarmUp">For each store and cell.</param>
/// <param name="Window">Of a measured run that is not as long as its work takes.</param>
/// <param name="Folder">Where files are kept meanwhile.</param>
internal sealed record StoresOptions(
    ServerCommand Product, string[] Stores, string[] Cells, int Rounds, TimeSpan WarmUp, TimeSpan Window, string Folder)
{
    public static StoresOptions From(Arguments arguments)
    {
        var quick = arguments.Switch("quick");
        var options = new StoresOptions(
            CompareOptions.ProductCommand(arguments.Text("product-command"), arguments.Text("product"), arguments.Rest),
            arguments.List("store"),
            arguments.List("cells"),
            Math.Max(1, arguments.Whole("rounds", quick ? 1 : 5)),
            arguments.Seconds("warm-up", quick ? 0.5 : 5),
            arguments.Seconds("measure", quick ? 1 : 3),
            arguments.Text("folder") ?? Path.GetTempPath());
        arguments.RejectOthers();
        return options;
    }
}
