namespace Aigc.Runtime.Dispatch.Invocation;

/// <summary>A value of the caller does not fit the parameter that it is for.</summary>
internal sealed class BindingException(string message, Exception inner) : Exception(message, inner);
