using System.Text.Json;
using System.Text.RegularExpressions;
using RootWatch.Detection;

namespace RootWatch.Chaos;

/// <summary>A message as it stands in a channel.</summary>
/// <param name="Channel">Where.</param>
/// <param name="Delivery">The delivery's name; where the channel does not show that, the message's own.</param>
/// <param name="Event">The record that it tells of; null for what is no alert.</param>
/// <param name="Severity">How bad it says that is.</param>
/// <param name="Why">The signals that it gives as reasons.</param>
/// <param name="IsMarked">It says that it may be a repeat.</param>
internal sealed partial record ReceivedMessage(string Channel, string Delivery, string? Event, Severity Severity, string Why, bool IsMarked)
{
    /// <summary>It says that Teams accepted it without a receipt.</summary>
    public bool StandsInForTeams => Delivery.EndsWith(".unproven", StringComparison.Ordinal);

    public static ReceivedMessage Of(SnsMessage message)
    {
        using var texts = JsonDocument.Parse(message.Message);
        using var machine = JsonDocument.Parse(texts.RootElement.GetProperty("default").GetString()!);
        var root = machine.RootElement;
        return root.TryGetProperty("finding_info", out var finding)
            ? new ReceivedMessage(
                "sns",
                root.GetProperty("metadata").GetProperty("uid").GetString()!,
                finding.GetProperty("uid").GetString(),
                (Severity)root.GetProperty("severity_id").GetInt32(),
                string.Join(' ', root.GetProperty("unmapped").GetProperty("signals").EnumerateArray().Select(signal => signal.GetString())),
                root.GetProperty("unmapped").GetProperty("possible_repeat").GetBoolean())
            : new ReceivedMessage("sns", root.GetProperty("uid").GetString()!, Event: null, Enum.Parse<Severity>(root.GetProperty("severity").GetString()!), string.Empty, root.GetProperty("possible_repeat").GetBoolean());
    }

    /// <summary>A card names its record by the link to the console, its severity in the title, and its signals behind the reasons.</summary>
    public static ReceivedMessage Of(TeamsPost post)
    {
        var card = post.Card.GetRawText();
        var record = ConsoleLink().Match(card);
        return new ReceivedMessage(
            "teams",
            post.Delivery ?? post.Id,
            record.Success ? record.Groups["event"].Value : null,
            Header().Match(card) is { Success: true } header ? Enum.Parse<Severity>(header.Groups["severity"].Value, ignoreCase: true) : Severity.Informational,
            string.Join(' ', Reason().Matches(card).Select(match => match.Groups["signal"].Value)),
            card.Contains("Possible repeat", StringComparison.Ordinal));
    }

    [GeneratedRegex("#/events/(?<event>[0-9a-f-]{36})\"", RegexOptions.NonBacktracking)]
    private static partial Regex ConsoleLink();

    [GeneratedRegex("(?<severity>INFORMATIONAL|LOW|MEDIUM|HIGH|CRITICAL) (?:\u00b7|\\\\u00B7) ", RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex("\\((?<signal>[a-z0-9-]+)\\)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Reason();
}
