using System.Diagnostics.CodeAnalysis;
using Reasoning.Api.Problems;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;

namespace Reasoning.Api.Endpoints;

/// <summary>What the reader of a session says in its address.</summary>
/// <param name="Resume">Where to go on; <see langword="null"/> for live events only.</param>
/// <param name="WantsDeltas">Whether steps are shown while they are being produced.</param>
internal sealed record ReaderQuery(ResumeRequest? Resume, bool WantsDeltas)
{
    public static bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out ReaderQuery? read, [NotNullWhen(false)] out Problem? problem)
    {
        ResumeRequest? resume = null;
        read = null;
        problem = null;
        if (query["deltas"] is [{ } deltas, ..] && deltas is not ("true" or "false"))
            problem = Refusals.Invalid("\"deltas\" is true or false.");
        else if (query["after"] is [{ } text, ..])
        {
            if (WholeNumber.TryParse(text, out var after))
                resume = new ResumeRequest(after, query["epoch"] is [{ Length: > 0 } epoch, ..] ? new Epoch(epoch) : null);
            else
                problem = Refusals.Invalid("\"after\" is a whole number, 0 or more.");
        }

        if (problem is null)
            read = new ReaderQuery(resume, query["deltas"] is ["true", ..]);
        return problem is null;
    }
}
