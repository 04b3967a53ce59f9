using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>The W3C trace that an invocation belongs to: the running activity's, else the caller's, else a new one.</summary>
internal sealed class InvocationTrace : TraceContext
{
    public InvocationTrace(string? callerParent = null, string? callerState = null)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            (TraceParent, TraceState) = (id, activity.TraceStateString ?? "");
        }
        else if (ActivityContext.TryParse(callerParent, callerState, out var caller))
        {
            (TraceParent, TraceState) = (Format(caller.TraceId, caller.TraceFlags), caller.TraceState ?? "");
        }
        else
        {
            (TraceParent, TraceState) = (Format(ActivityTraceId.CreateRandom(), ActivityTraceFlags.None), "");
        }
    }

    public override string TraceParent { get; }

    public override string TraceState { get; }

    private static string Format(ActivityTraceId trace, ActivityTraceFlags flags) => $"00-{trace}-{ActivitySpanId.CreateRandom()}-{(int)flags:x2}";
}
