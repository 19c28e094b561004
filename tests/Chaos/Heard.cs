using System.Text.Json;
using RootWatch.Detection;

namespace RootWatch.Chaos;

/// <summary>A message as it stands in a channel.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Delivery">The delivery's name.</param>
/// <param name="Event">The record that it tells of; null for what is no alert.</param>
/// <param name="Severity">How bad it says that is.</param>
/// <param name="Why">The signals that it gives as reasons.</param>
/// <param name="IsMarked">It says that it may be a repeat.</param>
internal sealed record Heard(string Channel, string Delivery, string? Event, Severity Severity, string Why, bool IsMarked)
{
    /// <summary>It says that Teams accepted it without a receipt.</summary>
    public bool StandsInForTeams => Delivery.EndsWith(".unproven", StringComparison.Ordinal);

    public static Heard Of(SnsMessage message)
    {
        using var texts = JsonDocument.Parse(message.Message);
        using var machine = JsonDocument.Parse(texts.RootElement.GetProperty("default").GetString()!);
        var root = machine.RootElement;
        return root.TryGetProperty("finding_info", out var finding)
            ? new Heard(
                "sns",
                root.GetProperty("metadata").GetProperty("uid").GetString()!,
                finding.GetProperty("uid").GetString(),
                (Severity)root.GetProperty("severity_id").GetInt32(),
                string.Join(' ', root.GetProperty("unmapped").GetProperty("signals").EnumerateArray().Select(signal => signal.GetString())),
                root.GetProperty("unmapped").GetProperty("possible_repeat").GetBoolean())
            : new Heard("sns", root.GetProperty("uid").GetString()!, Event: null, Enum.Parse<Severity>(root.GetProperty("severity").GetString()!), string.Empty, root.GetProperty("possible_repeat").GetBoolean());
    }

    /// <summary>A card names neither its record nor its severity for machines: the same message to SNS tells them.</summary>
    public static Heard Of(TeamsPost post, IReadOnlyDictionary<string, Heard> sns)
    {
        var delivery = post.Delivery ?? throw new InvalidOperationException("The message brought no receipt's address.");
        var twin = sns.GetValueOrDefault(delivery[..delivery.LastIndexOf('.')]);
        return new Heard("teams", delivery, twin?.Event, twin?.Severity ?? Severity.Informational, twin?.Why ?? string.Empty, post.Card.GetRawText().Contains("Possible repeat", StringComparison.Ordinal));
    }
}
