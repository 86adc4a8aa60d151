using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
using Reasoning.Application.Knowledge;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.GoldTests.Questions;
using Reasoning.Infrastructure.Agents;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.GoldTests.Judging;

/// <summary>Puts the questions to the researcher, as the server would.</summary>
internal sealed partial class Examiner : IAsyncDisposable
{
    private const string Agent = "researcher";
    private const int Top = 5;

    // Of its own: an index from another day would hide what the parsers do today.
    private readonly DirectoryInfo _data;
    private readonly IHost _host;
    private readonly TimeSpan _indexing;
    private readonly IAgent _agent;

    private Examiner(IHost host, DirectoryInfo data, TimeSpan indexing)
    {
        (_host, _data, _indexing) = (host, data, indexing);
        _agent = host.Services.GetServices<IAgent>().Single(agent => agent.Descriptor.Name == Agent);
    }

    public static async Task<Examiner> StartAsync(string documents, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("gold-");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Knowledge:Path"] = documents,
            ["Knowledge:IndexPath"] = Path.Combine(data.FullName, "knowledge.db"),
            ["Knowledge:ReadyTimeout"] = "00:05:00",
        });
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddKnowledge(builder.Configuration).AddAgents(builder.Configuration);
        var host = builder.Build();
        var started = TimeProvider.System.GetTimestamp();
        await host.StartAsync(cancellationToken);
        await host.Services.GetRequiredService<IKnowledgeIndex>().Ready.WaitAsync(cancellationToken);
        return new Examiner(host, data, TimeProvider.System.GetElapsedTime(started));
    }

    public async Task<Judgement> AskAsync(GoldQuestion question, CancellationToken cancellationToken)
    {
        List<ConversationTurn> conversation = [];
        foreach (var before in question.Before)
            conversation.Add(new ConversationTurn(before, Answer(await RunAsync(before, conversation, cancellationToken)).Content));

        var started = TimeProvider.System.GetTimestamp();
        var steps = await RunAsync(question.Question, conversation, cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var answer = Answer(steps);
        return new Judgement(question, answer.Content, Found(steps), Read(steps), [.. answer.Citations.Select(citation => citation.Source)], elapsed);
    }

    public async Task<Cost> CostAsync(IEnumerable<Judgement> judgements, CancellationToken cancellationToken)
    {
        var status = await _host.Services.GetRequiredService<IKnowledgeIndex>().GetStatusAsync(cancellationToken);
        return new Cost(status.Documents, status.Passages, _indexing, Environment.WorkingSet, [.. judgements.Select(judgement => judgement.Elapsed).Order()]);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<List<ReasoningStep>> RunAsync(string message, IReadOnlyList<ConversationTurn> conversation, CancellationToken cancellationToken)
    {
        var context = new RunContext(new RunId(Guid.NewGuid()), new RunRequest(Agent, message, true)) { Conversation = [.. conversation] };
        return await _agent.RunAsync(context, cancellationToken).OfType<AgentStep>().Select(step => step.Step).ToListAsync(cancellationToken);
    }

    private static FinalAnswerStep Answer(List<ReasoningStep> steps) => (FinalAnswerStep)steps[^1];

    private static string Read(List<ReasoningStep> steps) =>
        string.Join("\n\n", steps.OfType<ToolResultStep>().Where(step => step.ToolName == "read_passage").Select(step => step.Content));

    // Of a comparison, which needs two, those of each search; else in the order in which it reads them: the last search's first.
    private static List<string> Found(List<ReasoningStep> steps)
    {
        var turns = steps.OfType<ToolResultStep>().Where(step => step.ToolName == "search_documents")
            .GroupBy(step => step.Iteration).Reverse().ToList();
        return turns is [var compared] && compared.Count() > 1
            ? [.. compared.SelectMany(step => Files(step.Content).Take(Top)).Distinct()]
            : [.. turns.SelectMany(turn => turn).SelectMany(step => Files(step.Content)).Distinct().Take(Top)];
    }

    private static IEnumerable<string> Files(string result) =>
        Hit().Matches(result).Select(match => match.Groups["source"].Value).Distinct();

    [GeneratedRegex(@"^\[\d+\] (?<source>[^\n]*?)( › [^\n]*)? \(covers \d+ %\)$", RegexOptions.Multiline)]
    private static partial Regex Hit();
}
