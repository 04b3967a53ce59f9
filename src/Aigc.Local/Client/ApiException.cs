namespace Aigc.Local.Client;

/// <summary>The API refused; the message is its problem, for people.</summary>
internal sealed class ApiException(string message) : Exception(message);
