using System.Globalization;

using Reasoning.Benchmarks.Cells;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Models;

/// <summary>What the product adds to a language model's answer, beside a client that reads the provider's stream itself.</summary>
internal static class ModelsCommand
{
    private const int ShortAnswer = 5;
    private const int Answer = 40;

    private static readonly string[] OfShapes = [ModelSubjects.Direct, ModelSubjects.Gateway];

    /// <summary>The first warms the processes up for the next two; one run needs short answers to have many.</summary>
    private static readonly ModelCell[] Cells =
    [
        new(ProviderShapes.OpenAI, 100, Answer, ModelSubjects.Names),
        new(ProviderShapes.OpenAI, 20, Answer, ModelSubjects.Names[..3]),
        new(ProviderShapes.OpenAI, 1, ShortAnswer, ModelSubjects.Names[..3]),
        new(ProviderShapes.Compatible, 100, Answer, ModelSubjects.Gateway),
        new(ProviderShapes.Responses, 100, Answer, OfShapes),
        new(ProviderShapes.Anthropic, 100, Answer, OfShapes),
        new(ProviderShapes.Ollama, 100, Answer, OfShapes),
    ];

    public static async Task RunAsync(ModelsOptions options, CancellationToken cancellationToken)
    {
        var cells = Cells.Where(cell => options.Shapes.Length == 0 || options.Shapes.Contains(cell.Shape.Name)).ToArray();
        var machine = MachineFacts.Describe();
        var table = new ColumnTable(ModelSubjects.Names);
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, $"reasoning-models-{Guid.NewGuid():N}")).FullName;
        try
        {
            await using var subjects = new ModelSubjects();
            await subjects.StartAsync(options, cells, folder, cancellationToken);
            var (started, others) = (TimeProvider.System.GetTimestamp(), OthersCpu(subjects));
            var warm = new HashSet<(string, ProviderShape)>();
            foreach (var cell in cells)
                await MeasureAsync(cell, subjects, options, warm, table, cancellationToken);
            others = (OthersCpu(subjects) - others) / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine(table.ToMarkdown(string.Create(CultureInfo.InvariantCulture, $"""
                {machine}
                Medians of {options.Rounds} runs of {options.Window.TotalSeconds} s each, every column in turn, after {options.WarmUp.TotalSeconds} s of warm-up for each column and provider; other programs used {others:F2} cores meanwhile. Every chunk was counted and its place checked.
                """)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        ModelCell cell,
        ModelSubjects subjects,
        ModelsOptions options,
        HashSet<(string, ProviderShape)> warm,
        ColumnTable table,
        CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync(cell.Title);
        var results = new Results(cell.Columns);
        var loads = new List<ILoad>();
        try
        {
            foreach (var column in cell.Columns)
            {
                loads.Add(await subjects.OpenAsync(column, cell, cancellationToken));
                if (warm.Add((column, cell.Shape)))
                    await loads[^1].WarmUpAsync(options.WarmUp, cancellationToken);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (column, load) in loads.Index())
                    results.Add(column, [.. (await load.MeasureAsync(options.Window, cancellationToken)).Where(measured => measured.Figure.Compared)]);
            }
        }
        finally
        {
            foreach (var load in loads)
                await load.DisposeAsync();
        }

        foreach (var (column, run) in results.Runs)
            table.Add(cell.Title, cell.Columns[column], run);
    }

    /// <summary>Seconds of all programs that are not part of this.</summary>
    private static double OthersCpu(ModelSubjects subjects) =>
        LinuxProcess.MachineCpuSeconds().Used - LinuxProcess.OwnCpuSeconds() - subjects.ProcessIds.Sum(LinuxProcess.CpuSeconds);
}
