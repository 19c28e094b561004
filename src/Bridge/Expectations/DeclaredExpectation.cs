using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Expectations;

/// <summary>A window as it is kept.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Json">The window as it was declared.</param>
/// <param name="Declared">When it was declared, UTC.</param>
/// <param name="Ended">When it was ended early, UTC; null where it was not.</param>
public sealed record DeclaredExpectation(string Id, string Json, DateTimeOffset Declared, DateTimeOffset? Ended = null)
{
    public const string Prefix = "expectation|";

    /// <summary>The window as it holds: what was true while it was open stays so.</summary>
    public Expectation ToWindow()
    {
        var window = Expectation.Parse(Encoding.UTF8.GetBytes(Json), Id);
        return Ended < window.To ? window with { To = Ended.Value } : window;
    }

    /// <summary>Whether a text has the form of such a name: a store takes no others as keys.</summary>
    internal static bool IsId(string text) => text.Length == 20 && text.All(char.IsAsciiHexDigitLower);

    internal static async Task<IReadOnlyList<DeclaredExpectation>> AllAsync(IIncidentStore store, CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(LedgerKeys.System, Prefix, cancellationToken)).Select(Of)];

    internal static DeclaredExpectation Of(StoredEntry entry) => Ledger.Read(entry.Content, LedgerJson.Default.DeclaredExpectation);

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.DeclaredExpectation);
}
