using System.Globalization;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Posture;

/// <summary>The words of what is told of how root can sign in.</summary>
internal static class PostureNotices
{
    /// <summary>What became different, and no event explains.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="changes">What did; the worst first.</param>
    /// <param name="before">When it was still different, UTC. With the account and the changes it is the notice's name: it is told once.</param>
    /// <param name="now">When it was found, UTC.</param>
    /// <param name="posture">How it is now.</param>
    public static Notice Of(string account, IReadOnlyList<PostureChange> changes, DateTimeOffset before, DateTimeOffset now, RootPosture posture)
    {
        var weakens = PostureChanges.Weakens(changes[0]);
        return new Notice(
            weakens ? NoticeKind.PostureWeakened : NoticeKind.PostureMended,
            $"system-posture-{account}-{before.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}-{string.Concat(changes.Select(static change => ((int)change).ToString(CultureInfo.InvariantCulture)))}",
            changes.Max(SeverityOf),
            $"{Sentence(changes)}, and no event that reached RootWatch explains it.",
            [
                new("Account", account),
                new("Last look", Phrases.Utc(before)),
                new("Found", Phrases.Utc(now)),
                new("Access keys", Word(posture.HasAccessKeys)),
                new("MFA", PostureChanges.CanSignIn(posture) ? Word(posture.HasMfa) : "not needed: root has nothing to sign in with"),
                new("Password", Word(posture.HasPassword)),
                new("Signing certificates", Word(posture.HasSigningCertificates)),
            ],
            weakens
                ? [
                    "Either the event was lost on its way, or somebody keeps it from being recorded: look into CloudTrail's event history of us-east-1 for calls of IAM and sign-ins.",
                    "If nobody in the organisation did it, treat the account as taken over.",
                ]
                : ["Root is harder to take over than before. The event that did it did not come: look whether its region has a spoke."])
        { Account = account, ShowsPosture = true, Assessment = weakens ? Assessment.Anomalous : Assessment.Expected };
    }

    public static string Word(bool? has) => has switch { true => "yes", false => "no", null => "unknown" };

    private static Severity SeverityOf(PostureChange change) =>
        change == PostureChange.KeysAppeared ? Severity.Critical : PostureChanges.Weakens(change) ? Severity.High : Severity.Informational;

    private static string Sentence(IReadOnlyList<PostureChange> changes)
    {
        // What mends does not belong in a sentence about what weakens.
        var parts = changes.Where(change => PostureChanges.Weakens(change) == PostureChanges.Weakens(changes[0])).Select(Words).ToList();
        return $"Root {(parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}")}";
    }

    private static string Words(PostureChange change) =>
        change switch
        {
            PostureChange.KeysAppeared => "has access keys that it did not have",
            PostureChange.PasswordAppeared => "has a password again",
            PostureChange.MfaGone => "has no MFA device any more",
            PostureChange.CertificatesAppeared => "has signing certificates that it did not have",
            PostureChange.KeysGone => "has no access keys any more",
            PostureChange.PasswordGone => "has no password any more",
            PostureChange.MfaAppeared => "has an MFA device now",
            PostureChange.CertificatesGone => "has no signing certificates any more",
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, message: null),
        };
}
