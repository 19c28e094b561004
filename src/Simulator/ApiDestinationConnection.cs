namespace RootWatch.Simulator;

/// <summary>What an EventBridge Connection adds to each request: one authorization header, and static ones.</summary>
/// <param name="HeaderName">The authorization header's name, such as x-functions-key.</param>
/// <param name="HeaderValue">Its value: a secret.</param>
public sealed record ApiDestinationConnection(string HeaderName, string HeaderValue)
{
    public IReadOnlyDictionary<string, string> StaticHeaders { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The header's name alone: the value is a secret.</summary>
    public override string ToString() => HeaderName;
}
