using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>How bad it is, which account, and what: the one line by which people know a message in a list.</summary>
/// <param name="Lead">What comes first, such as "Update 2: CRITICAL". Our own words.</param>
/// <param name="Account">The account's name, made fit to be shown, or its 12 digits; "RootWatch" where the message is about none.</param>
/// <param name="Verdict">A few words. Our own.</param>
internal sealed record MessageTitle(string Lead, string Account, string Verdict)
{
    /// <summary>What a telephone, a toast or a list of mails shows at least. A name that is too long is cut so that the verdict is still within.</summary>
    public const int Glance = 60;

    // The digits of an account are never cut.
    private const int ShortestAccount = 12;

    public override string ToString() => With(Account, "·", "…");

    /// <summary>The title with the account in other letters, for what cannot carry these.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="separator">What stands between lead and account.</param>
    /// <param name="ellipsis">What stands where a name is cut.</param>
    public string With(string account, string separator, string ellipsis)
    {
        var room = Math.Max(ShortestAccount, Glance - $"{Lead} {separator} : {Verdict}".Length);
        var name = account.Length <= room ? account : $"{Excerpt.Of(account, room - ellipsis.Length).TrimEnd()}{ellipsis}";
        return $"{Lead} {separator} {name}: {Verdict}";
    }
}
