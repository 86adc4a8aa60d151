using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Description;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.IntegrationTests.Golden;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Description;

/// <summary>The AsyncAPI document says what the wire says.</summary>
public sealed class AsyncApiTests(SharedServer shared)
{
    private static readonly IReadOnlyList<ServerMessageType> ServerTypes =
        ServerMessageTypes.All(new MessageFrames(new EventEncoder(), new DirectEncoder(Microsoft.Extensions.Options.Options.Create(new ConnectionOptions()))));

    private readonly TestServer _server = shared.Server;

    public static TheoryData<string> ServerFiles => [.. GoldenFile.Names("server")];

    public static TheoryData<string> ClientFiles => [.. GoldenFile.Names("client")];

    [Fact]
    public async Task Document_WhenItIsFetched_IsTheOneOfTheseTestsAndIsNotSentTwice()
    {
        using var response = await _server.Http.GetAsync("/asyncapi.json", TestContext.Current.CancellationToken);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(JsonElement.DeepEquals(DescribedMessages.Document, JsonElement.Parse(text)));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/asyncapi.json");
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(response.Headers.ETag!.Tag));
        using var unchanged = await _server.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [MemberData(nameof(ServerFiles))]
    public void ServerMessage_WhenItIsGolden_IsDescribed(string file)
    {
        var name = Assert.Single(DescribedMessages.ServerNames(Golden("server", file)));
        Assert.Equal(file.Split('.')[0], name.Replace("server_", "", StringComparison.Ordinal).Replace("run_error", "error", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ServerFiles))]
    public void ServerMessage_WhenAMemberIsMisspelt_IsNotDescribed(string file)
    {
        var text = GoldenFile.Read("server", file);
        foreach (var path in MemberPaths(JsonNode.Parse(text)!, []))
        {
            var frame = JsonNode.Parse(text)!;
            Misspell(frame, path);
            var isKnown = DescribedMessages.ServerNames(JsonElement.Parse(frame.ToJsonString())) is not ([] or [DescribedMessages.Broadcast]);
            Assert.False(isKnown, $"{string.Join('.', path)} misspelt in {file} is not noticed.");
        }
    }

    [Theory]
    [MemberData(nameof(ClientFiles))]
    public void ClientMessage_WhenItIsGolden_IsDescribed(string file)
    {
        // A chat without a message is understood, but not valid.
        var isValid = file != "chat.nulls";
        Assert.Equal(isValid, DescribedMessages.IsClientMessage(Golden("client", file)));
    }

    [Fact]
    public void Messages_WhenTheyAreDescribed_HaveAGoldenFile()
    {
        // A broadcast is whatever somebody sends.
        var seen = GoldenFile.Names("server").SelectMany(file => DescribedMessages.ServerNames(Golden("server", file)))
            .Concat(GoldenFile.Names("client").Select(file => $"client_{file.Split('.')[0]}"))
            .Append(DescribedMessages.Broadcast);
        Assert.Equal(DescribedMessages.Names.Order(StringComparer.Ordinal), seen.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_WhenTheWireHasThem_AreDescribed()
    {
        var infos = typeof(WireJsonContext).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType.IsSubclassOf(typeof(JsonTypeInfo)))
            .Select(property => (JsonTypeInfo)property.GetValue(WireJson.Context)!)
            .ToList();
        var sent = infos.Where(info => info.Type.IsGenericType &&
            (info.Type.GetGenericTypeDefinition() == typeof(EventMessage<>) || info.Type.GetGenericTypeDefinition() == typeof(DirectMessage<>)))

            // A socket has close frames.
            .Where(info => info.Type != typeof(DirectMessage<CloseData>));
        Assert.Equal(Names(sent), Names(ServerTypes.Select(message => message.Info)));

        var received = infos.Where(info => info.Type.Name.EndsWith("Payload", StringComparison.Ordinal));
        Assert.Equal(Names(received), Names(ClientMessageTypes.All.Select(message => message.Payload).OfType<JsonTypeInfo>()));
        Assert.Equal(
            WireTypes.All.Keys.Order(StringComparer.Ordinal), ClientMessageTypes.All.Select(message => message.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Examples_WhenTheyAreShown_AreWhatTheyStandFor()
    {
        foreach (var message in ServerTypes)
            Assert.All(message.Examples, example => Assert.Equal([$"server_{message.Key}"], DescribedMessages.ServerNames(Element(example.Payload))));
        foreach (var message in ClientMessageTypes.All)
            Assert.All(message.Examples, example => Assert.True(DescribedMessages.IsClientMessage(Element(example.Payload))));

        var steps = ServerTypes.Single(message => message.Key == "reasoning_step");
        var types = DescribedMessages.Schema("server_reasoning_step").GetProperty("properties").GetProperty("data").GetProperty("properties").GetProperty("type");
        Assert.Equal(
            types.GetProperty("enum").EnumerateArray().Select(type => type.GetString()),
            steps.Examples.Select(example => example.Payload["data"]!["type"]!.GetValue<string>()));
    }

    [Fact]
    public void Members_WhenTheyAreDescribed_HaveAText()
    {
        foreach (var name in DescribedMessages.Names)
            HasTexts(DescribedMessages.Schema(name), name);
    }

    [Fact]
    public void Codes_WhenTheServerHasThem_AreDescribed()
    {
        var errors = typeof(ErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(code => ((ErrorCode)code.GetValue(null)!).Value);
        Assert.Equal(errors.Order(StringComparer.Ordinal), ErrorCodes.All.Select(code => code.Code.Value).Order(StringComparer.Ordinal));

        var closes = typeof(CloseCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (int)code.GetRawConstantValue()!);
        var described = DescribedMessages.Document.GetProperty("channels").GetProperty("chat").GetProperty("x-close-codes")
            .EnumerateArray().Select(code => code.GetProperty("code").GetInt32());
        Assert.Empty(closes.Except([CloseCode.Gone]).Except(described));
    }

    [Fact]
    public async Task Conversation_WhenItIsRecorded_IsDescribed()
    {
        var seen = new HashSet<string>();
        await using var client = await _server.ConnectAsync(query: "deltas=true");
        await client.SendAsync("""{"type":"chat","id":"m1","payload":{"agent_name":"load","message":"steps=4 deltas=3"}}""");
        Add(await client.UntilEndAsync());
        await client.SendAsync("""{"type":"chat","payload":{"message":"What is a session?"}}""");
        Add(await client.UntilEndAsync());
        await client.SendAsync("""{"type":"chat","payload":{"message":"What is a session?","enable_reasoning":false}}""");
        Add(await client.UntilEndAsync());
        await client.SendAsync("""{"type":"chat","payload":{"agent_name":"load","message":"steps=4 fail=2"}}""");
        Add(await client.UntilEndAsync());
        foreach (var message in new[] { """{"type":"ping"}""", """{"type":"interrupt"}""", """{"type":"chat"}""" })
        {
            await client.SendAsync(message);
            Add([await client.NextAsync()]);
        }

        await using var resumed = await _server.ConnectAsync(client.Session, "after=0");
        Add([resumed.Connected, await resumed.NextAsync("caught_up")]);

        // The heartbeat comes when its time has come; its golden file is described.
        Assert.Equal(
            DescribedMessages.Names.Where(name => name.StartsWith("server_", StringComparison.Ordinal) && name != "server_ping").Order(StringComparer.Ordinal),
            seen.Order(StringComparer.Ordinal));

        void Add(IEnumerable<Clients.ServerMessage> messages) =>
            seen.UnionWith(messages.Select(message => Assert.Single(DescribedMessages.ServerNames(message.Root))));
    }

    private static JsonElement Golden(string folder, string name) => JsonElement.Parse(GoldenFile.Read(folder, name));

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    private static IEnumerable<string> Names(IEnumerable<JsonTypeInfo> infos) => infos.Select(info => info.Type.ToString()).Order(StringComparer.Ordinal);

    private static IEnumerable<string[]> MemberPaths(JsonNode node, string[] path) => node switch
    {
        // What a tool is called with is the tool's own.
        JsonObject when path is [.., "arguments"] => [],
        JsonObject members => members.SelectMany(member => MemberPaths(member.Value!, [.. path, member.Key]).Prepend([.. path, member.Key])),
        JsonArray items => items.SelectMany((item, index) => MemberPaths(item!, [.. path, $"{index}"])),
        _ => [],
    };

    private static void Misspell(JsonNode frame, string[] path)
    {
        var parent = path[..^1].Aggregate(frame, (node, name) => node is JsonArray ? node[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!).AsObject();
        parent.Remove(path[^1], out var value);
        parent[path[^1] + "x"] = value;
    }

    private static void HasTexts(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("items", out var items))
            HasTexts(items, path);
        if (!schema.TryGetProperty("properties", out var members))
            return;
        foreach (var member in members.EnumerateObject())
        {
            // What these are, the envelope says.
            if (member.Name is not ("data" or "payload") && !member.Value.TryGetProperty("const", out _))
                Assert.True(member.Value.TryGetProperty("description", out _), $"{path}.{member.Name} has no text.");
            HasTexts(member.Value, $"{path}.{member.Name}");
        }
    }
}
