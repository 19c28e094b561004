using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Posture;

/// <summary>Counts how root of all accounts can sign in.</summary>
internal static class PostureSummary
{
    /// <summary>Sentences that stand alone; none where no account has answered.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<AccountPosture> accounts)
    {
        var known = accounts.Select(static account => account.Posture).OfType<AccountReader.RootPosture>().ToList();
        if (known.Count == 0)
        {
            return [];
        }

        var (keys, noMfa, noPassword) = (known.Count(static posture => posture.HasAccessKeys is true), accounts.Count(IsWithoutMfa), known.Count(static posture => posture.HasPassword is false));
        var unknown = accounts.Count - known.Count;
        return
        [
            $"{keys} of {Phrases.Count(known.Count, "account")} {(keys == 1 ? "has" : "have")} root access keys; {Phrases.Count(noMfa, "root user")} {(noMfa == 1 ? "has" : "have")} no MFA; {noPassword} {(noPassword == 1 ? "has" : "have")} no root password.",
            .. unknown == 0 ? Array.Empty<string>() : [$"{Phrases.Count(unknown, "account")} gave no answer."],
        ];
    }

    /// <summary>Whether somebody could sign in as root without an MFA device. It does not matter where there is nothing to sign in with.</summary>
    public static bool IsWithoutMfa(AccountPosture account) => account.Posture is { HasMfa: false } posture && PostureChanges.CanSignIn(posture);
}
