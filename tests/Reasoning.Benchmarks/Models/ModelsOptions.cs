using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Compare;

namespace Reasoning.Benchmarks.Models;

/// <param name="WarmUp">For each kind of provider and whoever reads it.</param>
internal sealed record ModelsOptions(ServerCommand Product, int Rounds, TimeSpan WarmUp, TimeSpan Window, string[] Shapes, string Folder)
{
    public static ModelsOptions From(Arguments arguments)
    {
        var quick = arguments.Switch("quick");
        var options = new ModelsOptions(
            CompareOptions.ProductCommand(arguments.Text("product-command"), arguments.Text("product"), arguments.Rest),
            Math.Max(1, arguments.Whole("rounds", quick ? 1 : 3)),
            arguments.Seconds("warm-up", quick ? 1 : 4),
            arguments.Seconds("measure", quick ? 1 : 2),
            arguments.List("shapes"),
            arguments.Text("folder") ?? Path.GetTempPath());
        arguments.RejectOthers();
        var known = ProviderShapes.All.Select(shape => shape.Name).ToArray();
        return options.Shapes.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new UsageException($"there is no shape '{unknown}'; there are {string.Join(", ", known)}")
            : options;
    }
}
