namespace RootWatch.Cli.Bridge;

/// <summary>A running bridge gave no usable answer.</summary>
/// <param name="reason">Why, for people.</param>
/// <param name="inner">What the client threw; null where there was an answer.</param>
internal sealed class BridgeException(string reason, Exception? inner = null) : Exception(reason, inner);
