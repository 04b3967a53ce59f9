namespace Aigc.Runtime.Engine;

/// <summary>The orchestrator's code does not do what its history says it did.</summary>
public sealed class NonDeterministicException(string message) : InvalidOperationException(message);
