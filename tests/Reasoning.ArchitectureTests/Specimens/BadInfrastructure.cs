using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Reasoning.Application.Sessions;
using Serilog;

// Adapters that know more than their technology.
namespace Reasoning.ArchitectureTests.Specimens.Infrastructure
{
    internal sealed class AdapterThatKnowsTheWeb
    {
        public HttpContext? Context { get; set; }
    }

    internal sealed class AdapterThatLogsByItself
    {
        public ILogger? Logger { get; set; }
    }

    internal sealed class AdapterWithJsonAttributes
    {
        [JsonPropertyName("value")]
        public string? Value { get; set; }
    }

    internal sealed class AdapterThatDrivesTheCore
    {
        public SessionCore? Core { get; set; }
    }
}

namespace Reasoning.ArchitectureTests.Specimens.Infrastructure.WebSockets
{
    internal sealed class Socket;
}

namespace Reasoning.ArchitectureTests.Specimens.Infrastructure.Sessions
{
    internal sealed class SessionThatKnowsSockets
    {
        public WebSockets.Socket? Socket { get; set; }
    }
}
