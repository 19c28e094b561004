using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes a message as one line of plain ASCII, for subjects and telephones: account, assessment and act come first, so that what is cut is the rest.</summary>
internal static class ShortText
{
    private const int LongestName = 24;
    private const string Ellipsis = "...";

    public static string Of(OutgoingMessage outgoing, Wording words, int longest)
    {
        var repeat = outgoing.MayBeRepeat ? "(repeat?) " : string.Empty;
        var account = words.Account is null ? string.Empty : $" {Name(words)}{words.Account}";
        var text = PlainAscii.Of(outgoing.Message is Alert alert
            ? $"{repeat}AWS root{account} {(alert.Number > 1 ? "update " : string.Empty)}{words.Assessment}/{words.Severity}: {AlertText.Headline(alert.Finding)}"
            : $"{repeat}RootWatch{account}: {(outgoing.Message as Notice)?.Title}");
        return text.Length <= longest ? text : Excerpt.Of(text, longest - Ellipsis.Length) + Ellipsis;
    }

    private static string Name(Wording words) =>
        words.AccountName is null || PlainAscii.OfUntrusted(words.AccountName) is not { Length: > 0 } name ? string.Empty
        : name.Length <= LongestName ? $"{name} "
        : $"{Excerpt.Of(name, LongestName).TrimEnd()}. ";
}
