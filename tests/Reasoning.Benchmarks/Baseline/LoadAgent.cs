using System.Runtime.CompilerServices;

namespace Reasoning.Benchmarks.Baseline;

/// <summary>Emits the requested number of thoughts, then a final answer.</summary>
internal sealed class LoadAgent(int dropStep)
{
    public async IAsyncEnumerable<Step> RunAsync(
        LoadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = new string('x', request.Size);
        for (var iteration = 1; iteration <= request.Steps; iteration++)
        {
            if (request.Delay > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(request.Delay), TimeProvider.System, cancellationToken);
            if (iteration != dropStep)
                yield return new Step("thought", content, iteration, Now());
        }

        yield return new Step("final_answer", "done", request.Steps + 1, Now());
    }

    private static double Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
}
