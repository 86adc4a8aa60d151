using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Something that holds the newest events of one session in memory.</summary>
internal interface IKeepsEvents
{
    SessionKey Session { get; }

    EventTail Events { get; }
}
