using System.Runtime.CompilerServices;

namespace Reasoning.Benchmarks.Baseline;

/// <summary>Emits the requested number of thoughts, each in the requested number of pieces before, then a final answer.</summary>
internal sealed class LoadAgent(int dropStep)
{
    /// <returns>Steps and, before each, its deltas.</returns>
    public async IAsyncEnumerable<object> RunAsync(
        LoadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = new string('x', request.Size);
        for (var iteration = 1; iteration <= request.Steps; iteration++)
        {
            for (var piece = 0; piece < request.Deltas; piece++)
            {
                var (start, end) = (request.Size * piece / request.Deltas, request.Size * (piece + 1) / request.Deltas);
                yield return new Delta($"1.{iteration}", "thought", iteration, start, content[start..end]);
                await Task.Delay(TimeSpan.FromMilliseconds(request.Delay), TimeProvider.System, cancellationToken);
            }

            if (request.Delay > 0 && request.Deltas == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(request.Delay), TimeProvider.System, cancellationToken);
            if (iteration != dropStep)
                yield return new Step("thought", content, iteration, Now());
        }

        yield return new Step("final_answer", "done", request.Steps + 1, Now());
    }

    private static double Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
}
