namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>Where an error code can turn up.</summary>
[Flags]
internal enum ErrorPlaces
{
    /// <summary>In an <c>error</c> that answers one connection.</summary>
    Answer = 1,

    /// <summary>In an <c>error</c> that ends a run.</summary>
    RunEnd = 2,

    /// <summary>Only in a problem body over HTTP.</summary>
    Http = 4,
}
