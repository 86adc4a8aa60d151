using System.Diagnostics;

namespace Reasoning.Application.Diagnostics;

/// <summary>By which a failure that a client is told of is found in the log: 32 hexadecimal digits, those of its trace where there is one.</summary>
public static class TraceIds
{
    public static string New() => ActivityTraceId.CreateRandom().ToHexString();

    public static string Of(Activity? activity) => activity is { IdFormat: ActivityIdFormat.W3C } ? activity.TraceId.ToHexString() : New();
}
