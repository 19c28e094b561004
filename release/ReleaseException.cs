namespace RootWatch.Release;

/// <summary>Why there is no release; the message is for whoever makes it.</summary>
internal sealed class ReleaseException(string message) : Exception(message);
