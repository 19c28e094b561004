using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes a message as one line of plain ASCII, for subjects and telephones: the title comes first, so that what is cut is the rest.</summary>
internal static class ShortText
{
    private const string Ellipsis = "...";

    public static string Of(OutgoingMessage outgoing, Wording words, int longest)
    {
        var title = words.Title.With(words.AccountName is { } name && PlainAscii.OfUntrusted(name) is { Length: > 0 } plain ? plain : words.Account ?? words.Title.Account, "-", Ellipsis);
        var account = words is { AccountName: not null, Account: { } digits } ? $" ({digits})" : string.Empty;
        var rest = outgoing.Message is Alert alert ? AlertText.Headline(alert.Finding) : outgoing.Times.Beside(((Notice)outgoing.Message).Title);
        var text = PlainAscii.Of($"{title}{account}{(outgoing.MayBeRepeat ? " (repeat?)" : string.Empty)}. {rest}");
        return text.Length <= longest ? text : Excerpt.Of(text, longest - Ellipsis.Length) + Ellipsis;
    }
}
