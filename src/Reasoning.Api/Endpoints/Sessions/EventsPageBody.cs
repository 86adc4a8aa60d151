using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Reasoning.Api.Endpoints.Sessions;

// For the document: the endpoint writes by hand, because the events go out as they are stored.

/// <summary>A page of the log.</summary>
internal sealed record EventsPageBody(
    [property: Description("The identity of the log.")] string Epoch,
    [property: Description("The first event that the log still holds."), Range(1, double.MaxValue)] long OldestSeq,
    [property: Description("The newest event of the log."), Range(0, double.MaxValue)] long LastSeq,
    [property: Description("The events as every reader is sent them.")] IReadOnlyList<JsonObject> Events,
    [property: Description("The `after` of the next page."), Range(0, double.MaxValue)] long NextAfter,
    [property: Description("Whether there is more at the moment.")] bool HasMore);
