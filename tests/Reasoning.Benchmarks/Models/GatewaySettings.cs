using System.Net;

namespace Reasoning.Benchmarks.Models;

/// <summary>The product's models and agents: one of each for a kind of provider and a length of answers.</summary>
internal static class GatewaySettings
{
    public static string AgentOf(ModelCell cell) => $"{cell.Shape.Name}-{cell.Chunks}";

    public static IEnumerable<string> For(IEnumerable<ModelCell> cells, IPEndPoint provider) =>
        ["--ModelCheck:Interval=00:00:00", .. cells.DistinctBy(AgentOf).SelectMany(cell => Of(cell, provider))];

    private static IEnumerable<string> Of(ModelCell cell, IPEndPoint provider)
    {
        var (model, agent) = ($"--Models:{AgentOf(cell)}", $"--Agents:Definitions:{AgentOf(cell)}");
        return
        [
            $"{model}:Endpoint=http://{provider}{cell.Shape.Base}",
            $"{model}:Model={ProviderServer.ModelPrefix}{cell.Chunks}",
            .. cell.Shape.Settings.Select(setting => $"{model}:{setting}"),
            $"{agent}:Description=Tells the time.",
            $"{agent}:Model={AgentOf(cell)}",

            // Who reads the provider directly sends no conversation, either.
            $"{agent}:ConversationBudget=0",
        ];
    }
}
