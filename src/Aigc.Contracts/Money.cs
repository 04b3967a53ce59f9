namespace Aigc.Contracts;

/// <summary>An amount in a currency (ISO 4217, three capital letters).</summary>
public sealed record Money(decimal Amount, string Currency);
