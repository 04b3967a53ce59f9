using Microsoft.Azure.Functions.Worker;

namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>What one run of a function knows.</summary>
internal sealed class InvocationContext(FunctionEntry entry, IServiceProvider services, TriggerInput input, CancellationToken cancellationToken) : FunctionContext
{
    public FunctionEntry Entry { get; } = entry;

    public TriggerInput Input { get; } = input;

    /// <summary>What the function returned; null before it has run, and where it returns nothing.</summary>
    public object? Result { get; set; }

    /// <summary>What the caller is told where the engine takes nothing new; null: the function has failed.</summary>
    public Func<EngineOverloadedException, object>? Refusal { get; init; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Entry.Definition.Id;

    public override TraceContext TraceContext { get; } = input.Trace;

    public override BindingContext BindingContext { get; } = new InvocationBinding(input.Data);

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => Entry.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    private sealed class InvocationBinding(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = data;
    }

    // Retry attributes are not part of this host: a queue tries again by itself.
    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
