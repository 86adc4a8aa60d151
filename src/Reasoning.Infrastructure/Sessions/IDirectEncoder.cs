using Reasoning.Application.Clients;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Gives a direct answer its form on the wire.</summary>
internal interface IDirectEncoder
{
    ReadOnlyMemory<byte> Encode(DirectAnswer answer);
}
