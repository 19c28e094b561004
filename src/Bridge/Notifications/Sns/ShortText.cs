using RootWatch.Bridge.Incidents.Messages;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes a message as one line of plain ASCII, for subjects and telephones: account, assessment and act come first, so that what is cut is the rest.</summary>
internal static class ShortText
{
    private const int LongestName = 24;

    public static string Of(Outgoing outgoing, Wording words, int longest)
    {
        var repeat = outgoing.MayBeRepeat ? "(repeat?) " : string.Empty;
        var account = words.Account is null ? string.Empty : $" {Name(words)}{words.Account}";
        var text = outgoing.Message is Alert alert
            ? $"{repeat}AWS root{account} {(alert.Number > 1 ? "update " : string.Empty)}{words.Assessment}/{words.Severity}: {AlertText.Headline(alert.Finding)}"
            : $"{repeat}RootWatch{account}: {(outgoing.Message as Notice)?.Title}";
        text = string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '-'));
        return text.Length <= longest ? text : text[..(longest - 3)] + "...";
    }

    private static string Name(Wording words) =>
        words.AccountName is not { } name ? string.Empty : name.Length <= LongestName ? $"{name} " : $"{name[..LongestName]}. ";
}
