using System.Globalization;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Posture;

/// <summary>The words of notices about how root can sign in.</summary>
internal static class PostureNotices
{
    /// <summary>Something changed, and no event explains it.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="changes">What did; the worst first.</param>
    /// <param name="before">When it was still different, UTC. With the account and the changes it names the notice, so that it is sent once.</param>
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
                new("Access keys", Word(posture.HasAccessKeys)),
                new("MFA", PostureChanges.CanSignIn(posture) ? Word(posture.HasMfa) : "not needed, because root has nothing to sign in with"),
                new("Password", Word(posture.HasPassword)),
                new("Signing certificates", Word(posture.HasSigningCertificates)),
                new("Checked before", Phrases.Utc(before)),
                new("Found", Phrases.Utc(now)),
                new("Account", account),
            ],
            weakens
                ? [
                    "Either the event was lost, or somebody keeps it from being recorded. Look for IAM calls and sign-ins in the CloudTrail event history of us-east-1.",
                    "If nobody in your organization did it, treat the account as compromised.",
                ]
                : ["Root is harder to take over than before, but the event did not arrive. Check that its region has a spoke."])
        { Account = account, ShowsPosture = true, Assessment = weakens ? Assessment.Anomalous : Assessment.Expected };
    }

    public static string Word(bool? has) => has switch { true => "yes", false => "no", null => "unknown" };

    private static Severity SeverityOf(PostureChange change) =>
        change == PostureChange.KeysAppeared ? Severity.Critical : PostureChanges.Weakens(change) ? Severity.High : Severity.Informational;

    private static string Sentence(IReadOnlyList<PostureChange> changes)
    {
        // Improvements do not belong in a sentence about what became weaker.
        var parts = changes.Where(change => PostureChanges.Weakens(change) == PostureChanges.Weakens(changes[0])).Select(Words).ToList();
        return $"Root {(parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}")}";
    }

    private static string Words(PostureChange change) =>
        change switch
        {
            PostureChange.KeysAppeared => "has new access keys",
            PostureChange.PasswordAppeared => "has a password again",
            PostureChange.MfaGone => "no longer has an MFA device",
            PostureChange.CertificatesAppeared => "has new signing certificates",
            PostureChange.KeysGone => "no longer has access keys",
            PostureChange.PasswordGone => "no longer has a password",
            PostureChange.MfaAppeared => "now has an MFA device",
            PostureChange.CertificatesGone => "no longer has signing certificates",
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, message: null),
        };
}
