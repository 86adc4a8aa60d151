namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>A JSON number exactly as somebody wrote it: reading it as a <see cref="double"/> would change some.</summary>
internal readonly record struct RawNumber(string Text);
