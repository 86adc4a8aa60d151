using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models.Checks;

/// <summary>
/// Asks now and then whether the models of the configuration are there, so that who lists the agents sees it before who
/// asks them.
/// </summary>
internal sealed class ModelChecks(
    IConfiguration configuration, ModelTransport transport, ModelStates states, IOptions<ModelCheckOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Interval == TimeSpan.Zero)
            return;

        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            await Task.WhenAll(Connections().Select(model => CheckAsync(model.Key, model.Value, stoppingToken)));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IReadOnlyDictionary<string, ModelConnection> Connections()
    {
        try
        {
            return new ModelCatalog(configuration, transport, states).Connections;
        }
        catch (InvalidOperationException)
        {
            // The configuration has a mistake: whoever reads the agents from it has said so.
            return new Dictionary<string, ModelConnection>();
        }
    }

    private async Task CheckAsync(string name, ModelConnection connection, CancellationToken cancellationToken)
    {
        if (ModelProviders.All[connection.Model.Provider].Check is not { } check)
            return;

        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = check(connection);
            using var answer = await connection.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            states.Answered(name);
        }
        catch (ModelException exception) when (IsUnknowing(connection, exception))
        {
            states.Answered(name);
        }
        catch (ModelException exception)
        {
            states.Failed(name, exception);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            states.Failed(name, new ModelException(ModelFailure.TimedOut, innerException: exception));
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (Exception exception)
        {
            // One model that cannot even be asked must not end the server.
            states.Failed(name, new ModelException(ModelFailure.Unavailable, innerException: exception));
        }
    }

    // What speaks like a provider and is none has often no list of models.
    internal static bool IsUnknowing(ModelConnection connection, ModelException exception) =>
        exception.Failure == ModelFailure.NotFound
        && ModelProviders.All[connection.Model.Provider] is { ListsModelsAnywhere: false } provider
        && connection.Address != provider.Address;
}
