namespace RootWatch.FunctionsHost;

/// <summary>The keys that are valid, as the Functions host keeps them.</summary>
/// <param name="Host">The host key: it opens every function.</param>
/// <param name="Functions">The function keys, by the function's name: each opens that function alone.</param>
public sealed record WorkerKeys(string Host, IReadOnlyDictionary<string, string> Functions)
{
    internal bool Open(HttpFunction function, string? presented) =>
        function.Level == "Anonymous" || (presented is not null && (presented == Host || presented == Functions.GetValueOrDefault(function.Name)));
}
