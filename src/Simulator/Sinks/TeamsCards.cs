using System.Text;
using System.Text.Json;

namespace RootWatch.Simulator.Sinks;

/// <summary>What Teams asks of a card.</summary>
internal static class TeamsCards
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";
    private const int LargestMessage = 28_672;

    /// <summary>Why Teams would not show the card; null where it would.</summary>
    public static string? Problem(JsonElement card) =>
        card.ValueKind != JsonValueKind.Object || Text(card, "type") is not "AdaptiveCard" ? "not an AdaptiveCard"
        : Text(card, "version") is not ("1.0" or "1.1" or "1.2" or "1.3" or "1.4") ? "a card version above 1.4"
        : !card.TryGetProperty("body", out var body) || body.ValueKind != JsonValueKind.Array ? "a card without body"
        : Encoding.UTF8.GetByteCount(card.GetRawText()) > LargestMessage ? "too large"
        : null;

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
