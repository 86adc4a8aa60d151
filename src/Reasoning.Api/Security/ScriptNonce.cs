using System.Security.Cryptography;

namespace Reasoning.Api.Security;

/// <summary>Lets one answer run scripts that it carries itself, because they bear a number that nobody else can know.</summary>
internal sealed record ScriptNonce(string Value)
{
    public static ScriptNonce New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
}
