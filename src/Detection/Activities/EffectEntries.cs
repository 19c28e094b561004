using RootWatch.Detection.Effects;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>The assessment of each effect, for actions that no catalogue entry names. The words are used for actions that AWS does not document.</summary>
internal static class EffectEntries
{
    private static readonly CatalogueEntry[] Worst =
    [
        Of(Effect.Expose, "exposed", DataAccess, Anomalous, High, "It does not require root, and it can give outsiders data or access.",
            "opened", "open", "a resource to outsiders", "its name or its request lets another account or the internet in") with { EvenByService = true, MustBeNamed = true, Techniques = ["T1537"] },
        Of(Effect.CreateCredential, "credential-created", CredentialChange, Unusual, High, "A credential outlives the session that created it.",
            "created", "create", "a credential", "it creates, changes or issues a credential") with { EvenByService = true, Techniques = ["T1098.001"] },
        Of(Effect.Persist, "way-in-created", IdentityProvisioning, Anomalous, High, "It gives access that outlives root's session, and it hardly ever requires root.",
            "created", "create", "a way into the account", "it creates or changes an identity provider, a directory user or assignment, or a trust") with { EvenByService = true, MustBeNamed = true, Techniques = ["T1098", "T1136.003"] },
        Of(Effect.TakeProtectionOff, "protection-off", SecurityControlChange, Anomalous, High, "Intruders do it to hide or to destroy, and it does not require root.",
            "removed", "remove", "a protection", "it ends or weakens what logs, detects, encrypts, locks or protects") with { EvenByService = true, MustBeNamed = true, Techniques = ["T1562.001"] },
        Of(Effect.Destroy, "destroyed", DataAccess, Anomalous, High, "It does not require root, and it may be impossible to undo.",
            "destroyed", "destroy", "a resource", "it deletes or terminates what a business runs on or keeps") with { MustBeNamed = true, Techniques = ["T1485"] },
    ];

    private static readonly CatalogueEntry[] Others =
    [
        Of(Effect.ChangeOrganization, "organization-changed", AccountSettings, Unusual, Medium, "It can affect every account in the organization, and the management account's administrators can do it.",
            "changed", "change", "the organization", "it changes the organization's accounts, units, policies or services") with { EvenByService = true, Techniques = ["T1098"] },
        Of(Effect.ChangeDomain, "domain-changed", AccountSettings, Unusual, High, "Whoever controls a domain or its records receives its mail and its visitors.",
            "changed", "change", "a domain or its DNS records", "it changes a registered domain or a hosted zone's records") with { EvenByService = true, Techniques = ["T1584.001"] },
        Of(Effect.CommitMoney, "money-committed", Billing, Unusual, Medium, "It costs money for months or years, and an administrator could have bought it.",
            "made", "make", "a purchase with a long commitment", "it buys a reservation, a plan or a subscription") with { EvenByService = true, Techniques = ["T1657"] },
        Of(Effect.Use, "used", Compute, Anomalous, High, "It does not require root. Stolen accounts are used to mine cryptocurrency, to send spam and to run AI models.",
            "used", "use", "something that costs money, sends messages or runs commands", "it starts machines or jobs, calls models, sends messages or runs commands") with { Techniques = ["T1496"] },
        Of(Effect.ReadSecret, "secret-read", DataAccess, Anomalous, High, "It does not require root.",
            "read", "read", "a secret", "it reads a password, a key or another secret") with { Techniques = ["T1552"] },
        Of(Effect.ReadContent, "content-read", DataAccess, Unusual, Medium, "It is stored data, and reading it does not require root.",
            "read", "read", "stored content", "it reads objects, rows, messages or disks") with { Techniques = ["T1530"] },
        Of(Effect.Grant, "granted", IdentityProvisioning, Unusual, Medium, "An administrator can do it, and intruders do it to keep their access.",
            "changed", "change", "permissions", "it gives permissions within the account") with { Techniques = ["T1098.003"] },
        Of(Effect.Create, "created", OtherWrite, Unusual, Medium, "An administrator could have done it. Root is for tasks that only root can do.",
            "created", "create", "something", "it creates something, and no other effect is known"),
        Of(Effect.Change, "changed", OtherWrite, Unusual, Medium, "An administrator could have done it. Root is for tasks that only root can do.",
            "changed", "change", "something", "it changes something, and no other effect is known"),
        Of(Effect.Look, "look", Read, Expected, Low, "Every session looks around.",
            "looked at", "look at", "settings or lists", "it only looks"),
    ];

    public static IReadOnlyList<CatalogueEntry> All { get; } = [.. Worst, .. Others];

    private static readonly CatalogueEntry[] ByEffect = [.. Enum.GetValues<Effect>().Select(effect => All.Single(entry => entry.Effect == effect))];

    public static CatalogueEntry For(Effect effect) => ByEffect[(int)effect];

    private static CatalogueEntry Of(Effect effect, string id, Activity activity, Assessment assessment, Severity severity, string why, string verb, string infinitive, string what, string when) =>
        new(id, activity, assessment, severity, why, verb, infinitive, what, "*: *")
        {
            Effect = effect,
            NamesAction = true,
            When = record => EffectClassifier.Classify(record) == effect,
            WhenText = $"no other entry applies, and {when}",
        };
}
