using System.Collections.Frozen;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;

namespace RootWatch.Detection.Response.Steps;

/// <summary>
/// Which steps a finding calls for, beside those that its resources do: by who acted, and by the catalogue's entry. What is done to
/// resources need not be said here: a step knows which kinds it is done to.
/// </summary>
internal static class StepTable
{
    private static readonly string[] RootUsed = ["deny-root", "delete-root-password", "change-root-password", "end-root-sessions", "keep-records", "ask-owner", "review-root-credentials", "review-activity"];
    private static readonly string[] RootTried = ["ask-owner", "review-root-credentials", "review-sign-ins"];
    private static readonly string[] CentralSession = ["ask-owner", "find-root-session-callers", "review-activity"];
    private static readonly string[] OthersActed = ["keep-records", "ask-owner", "review-activity"];

    // Nothing but to ask: the entry by itself does no harm.
    private static readonly string[] JustAsk = ["ask-owner"];
    private static readonly string[] Mailbox = ["secure-root-mailbox", "secure-root-mailbox-of-management"];

    private static readonly FrozenDictionary<string, string[]> ByEntry = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["failed-sign-in"] = ["review-sign-ins"],
        ["console-sign-in"] = ["review-sign-ins"],
        ["sign-in-step"] = JustAsk,
        ["aws-sign-in-anomaly"] = ["review-sign-ins"],
        ["password-recovery"] = Mailbox,
        ["guardduty-root-used"] = JustAsk,
        ["guardduty-attack"] = ["review-bill"],
        ["guardduty-intruder"] = ["review-bill"],
        ["guardduty-threat"] = ["review-bill"],
        ["guardduty-finding"] = JustAsk,
        ["aws-health-root-key"] = ["delete-root-keys", "delete-root-keys-as-root"],
        ["aws-health-root-suspected"] = ["delete-root-keys", "delete-root-keys-as-root"],
        ["aws-health-credentials"] = ["deactivate-access-keys", "review-bill"],
        ["trusted-advisor-root-key"] = ["delete-root-keys", "delete-root-keys-as-root"],
        ["password-changed"] = Mailbox,
        ["root-access-key"] = ["delete-root-keys", "delete-root-keys-as-root"],
        ["root-access-key-activated"] = ["delete-root-keys", "delete-root-keys-as-root"],
        ["root-access-key-retired"] = JustAsk,
        ["signing-credential"] = ["revoke-credentials"],
        ["derived-credentials"] = ["check-temporary-credentials"],
        ["command-line-credentials"] = ["check-temporary-credentials"],
        ["root-password-set"] = ["delete-root-password", "change-root-password", "find-root-session-callers"],
        ["mfa-removed"] = ["give-root-mfa"],
        ["mfa-replaced"] = ["remove-root-mfa", "remove-root-mfa-as-root"],
        ["mfa-added"] = ["remove-root-mfa", "remove-root-mfa-as-root"],
        ["user-mfa-removed"] = ["restore-people"],
        ["user-mfa-added"] = ["delete-identities"],
        ["email-changed"] = Mailbox,
        ["account-closed"] = ["reopen-account"],
        ["contacts-changed"] = ["restore-settings"],
        ["support-case"] = ["restore-settings"],
        ["account-renamed"] = ["restore-settings"],
        ["govcloud-account"] = ["review-changes", "review-bill"],
        ["reserved-instances-offered"] = ["return-commitments", "review-bill"],
        ["central-root-on"] = JustAsk,
        ["central-root-off"] = ["restore-organization-access"],
        ["mfa-delete-enabled"] = JustAsk,
        ["mfa-delete-disabled"] = ["enable-mfa-delete", "restore-protection"],
        ["made-public"] = ["close-exposed", "review-data"],
        ["public-block-lifted"] = ["block-public-access"],
        ["public-block-weakened"] = ["block-public-access"],
        ["policy-lockout"] = ["review-changes"],
        ["resource-policy"] = ["review-changes"],
        ["billing"] = JustAsk,
        ["rootwatch-tampered"] = ["redeploy-rootwatch"],
        ["logging-off"] = ["restore-logging"],
        ["config-off"] = ["restore-config"],
        ["guardduty-off"] = ["restore-guardduty"],
        ["security-hub-off"] = ["restore-detection"],
        ["detection-off"] = ["restore-detection"],
        ["alarm-off"] = ["restore-alarms"],
        ["organization-left"] = ["rejoin-organization"],
        ["organization-joined"] = ["rejoin-organization", "review-bill"],
        ["organization-policy-weakened"] = ["restore-organization-policies", "restore-organization"],
        ["user-created"] = ["delete-identities"],
        ["policy-attached"] = ["take-back-permissions"],
        ["user-access-key"] = ["deactivate-access-keys"],
        ["password-policy-removed"] = ["restore-protection"],
        ["domain-transferred"] = ["lock-domains"],
        ["data-destroyed"] = ["restore-destroyed"],
        ["backups-destroyed"] = ["restore-destroyed"],
        ["keys-destroyed"] = ["keep-keys-and-secrets"],
        ["disk-read"] = ["review-data"],
        ["compute-in-bulk"] = ["keep-machines", "terminate-machines", "end-use", "review-bill"],
        ["instances-started"] = ["keep-machines", "terminate-machines", "review-bill"],
        ["protection-on"] = JustAsk,
        ["denied-read"] = JustAsk,
        ["assume-root-audit"] = JustAsk,
        ["assume-root-password"] = ["stop-caller", "delete-root-password", "find-root-session-callers"],
        ["assume-root"] = ["stop-caller", "find-root-session-callers"],
        ["member-email-changed"] = ["stop-caller", .. Mailbox],
        ["member-closed"] = ["stop-caller", "reopen-account"],
        ["member-left"] = ["stop-caller", "rejoin-organization"],
        ["member-placed"] = JustAsk,
        ["member-moved"] = ["stop-caller", "restore-organization"],
        ["allowing-policy-detached"] = JustAsk,
        ["binding-policy-detached-from-member"] = ["stop-caller", "restore-organization-policies"],
        ["binding-policy-detached"] = ["stop-caller", "restore-organization-policies"],
        ["binding-policies-off"] = ["stop-caller", "restore-organization-policies"],
        ["binding-policy-opened"] = ["stop-caller", "restore-organization"],
        ["binding-policy-changed"] = ["stop-caller", "restore-organization"],
        ["watchman-shut-out"] = ["stop-caller", "restore-organization-access"],
        ["central-root-off-by-others"] = ["stop-caller", "restore-organization-access"],
        ["central-root-on-by-others"] = JustAsk,
        ["root-administrator-registered"] = ["stop-caller", "restore-organization-access"],
        ["delegated-administrator-changed"] = ["stop-caller", "restore-organization-access"],
        ["exposed"] = ["close-exposed", "review-data"],
        ["credential-created"] = ["revoke-credentials"],
        ["way-in-created"] = ["remove-ways-in"],
        ["protection-off"] = ["restore-protection"],
        ["destroyed"] = ["restore-destroyed"],
        ["organization-changed"] = ["restore-organization"],
        ["domain-changed"] = ["restore-domains"],
        ["money-committed"] = ["return-commitments", "review-bill"],
        ["used"] = ["end-use", "review-bill"],
        ["secret-read"] = ["rotate-secrets"],
        ["content-read"] = ["review-data"],
        ["granted"] = ["take-back-grants"],
        ["created"] = ["review-changes"],
        ["changed"] = ["review-changes"],
        ["look"] = JustAsk,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The ids of the steps of a catalogue entry; where the table does not know the entry, those of the effect.</summary>
    public static IReadOnlyList<string> Of(string entry, Effect effect) => ByEntry.TryGetValue(entry, out var steps) ? steps : ByEntry[EffectEntries.For(effect).Id];

    /// <summary>The ids of the steps that are due whatever was done.</summary>
    public static IReadOnlyList<string> Of(RootRecord record) =>
        record.Identity switch
        {
            RootIdentity.AwsAlarm => RootUsed,
            RootIdentity.RootUser or RootIdentity.FederatedByRoot => record.Failed && record.SessionKey is null ? RootTried : RootUsed,
            RootIdentity.AssumedRootSession => CentralSession,
            RootIdentity.ActOnRoot or RootIdentity.AssumeRootCaller => OthersActed,
            _ => JustAsk,
        };

    internal static bool Knows(string entry) => ByEntry.ContainsKey(entry);
}
