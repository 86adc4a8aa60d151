using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Reasoning.Api.Endpoints.Knowledge;

internal sealed record KnowledgeBody(
    [property: Description("Whether questions are answered at once; else the documents are still being indexed.")] bool Ready,
    [property: Description("How many documents there are; while they are being indexed, how many so far."), Range(0, int.MaxValue)] int Documents,
    [property: Description("How many passages they were cut into."), Range(0, int.MaxValue)] int Passages,
    [property: Description("Questions that the documents answer, at most four; empty where none can be told.")] IReadOnlyList<string> Examples);
