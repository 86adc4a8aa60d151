using Reasoning.Benchmarks.Cli;

namespace Reasoning.Benchmarks.Compare;

/// <param name="Published">The product as it is published; none when it is not there.</param>
internal sealed record CompareOptions(
    ServerCommand Product, ServerCommand? Published, ServerCommand Baseline, Schedule Schedule, string[] Cells)
{
    public static CompareOptions From(Arguments arguments)
    {
        var product = ProductCommand(arguments.Text("product-command"), arguments.Text("product"), arguments.Rest);
        var baseline = arguments.Text("baseline-command") is { } line
            ? ServerCommand.Parse("baseline", line, [])
            : ServerCommand.Own("baseline");
        var publishedFile = Path.GetFullPath(arguments.Text("published") ?? ProductFile.FindPublished());
        var published = File.Exists(publishedFile) ? ProductCommand(line: null, publishedFile, arguments.Rest) : null;
        var schedule = Schedule.From(arguments);
        var cells = arguments.List("cells");
        arguments.RejectOthers();
        return new CompareOptions(product, published, baseline, schedule, cells);
    }

    public static ServerCommand ProductCommand(string? line, string? path, string[] more)
    {
        if (line is not null)
            return ServerCommand.Parse("product", line, more);
        var file = Path.GetFullPath(path ?? ProductFile.Find());
        if (!File.Exists(file))
            throw new UsageException($"there is no {file}: build the product with -c Release, or give --product");

        // The baseline keeps nothing, so neither does the product, unless it is told to.
        string[] arguments =
        [
            file, "--urls", "{url}", "--Agents:Load:Enabled=true", "--Runs:Max=100000", "--Connections:Max=100000",
            "--Storage:Provider=memory", .. more,
        ];
        return new ServerCommand("product", "dotnet", arguments, Path.GetDirectoryName(file));
    }
}
