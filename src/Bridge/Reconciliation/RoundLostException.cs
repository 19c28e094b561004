namespace RootWatch.Bridge.Reconciliation;

/// <summary>Another process has taken the round over.</summary>
internal sealed class RoundLostException() : Exception("another process has taken the round over");
