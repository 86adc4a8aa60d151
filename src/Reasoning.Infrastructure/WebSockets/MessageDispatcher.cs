using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reasoning.Application.Clients;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>
/// Makes each message of a connection a command, in a scope of its own, and waits until it is accepted. Whatever goes
/// wrong becomes one error to that connection.
/// </summary>
internal sealed class MessageDispatcher(
    IServiceScopeFactory scopes,
    IClientNotifier notifier,
    ErrorAnswers errors,
    IOptions<ConnectionOptions> options)
{
    public const int MaxIdLength = 64;

    private readonly JsonDocumentOptions _json = new() { MaxDepth = options.Value.MaxJsonDepth };

    public async Task DispatchAsync(WebSocketConnection connection, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        string? id = null;
        try
        {
            using var document = Parse(message);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw WireFormatException.InvalidMessage("A message must be a JSON object.");

            id = ReadId(root);
            var type = ReadText(root, "type") ?? throw WireFormatException.InvalidMessage("\"type\" is required.");
            if (!WireTypes.All.TryGetValue(type, out var command))
                throw WireFormatException.UnknownType(type);

            var request = new WireRequest(root, connection.Session, connection.Id, id, connection.AgentName);
            await using var scope = scopes.CreateAsyncScope();
            await command.SendAsync(request, scope.ServiceProvider.GetRequiredService<IMediator>(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The connection is gone; nobody waits for an answer.
        }
        catch (Exception failure)
        {
            await notifier.AnswerAsync(connection.Id, errors.For(failure, id), cancellationToken);
        }
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonDocument.Parse(message, _json);
        }
        catch (JsonException)
        {
            throw WireFormatException.InvalidJson();
        }
    }

    private static string? ReadId(JsonElement root)
    {
        var id = ReadText(root, "id");
        return id is { Length: > MaxIdLength }
            ? throw WireFormatException.InvalidMessage($"\"id\" has at most {MaxIdLength} characters.")
            : id;
    }

    private static string? ReadText(JsonElement root, string name)
    {
        if (root.Member(name) is not { } member)
            return null;
        if (member.ValueKind != JsonValueKind.String)
            throw WireFormatException.InvalidMessage($"\"{name}\" must be a string.");

        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: valid JSON to the letter, but no text.
            throw WireFormatException.InvalidMessage($"\"{name}\" is not valid Unicode text.");
        }
    }
}
