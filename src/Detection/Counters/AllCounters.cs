using RootWatch.Detection.Activities;
using RootWatch.Detection.Effects;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Counters;

/// <summary>
/// What adds up over a session, as data. A new counter is one more entry here, one more test,
/// and one more page in docs/detections.
/// </summary>
internal static class AllCounters
{
    private static readonly ActionPattern[] Models = Patterns(
        "bedrock|bedrock-agentcore|bedrock-mantle: Invoke* Converse* Retrieve* *Inference* Chat*", "sagemaker: Invoke*", "rekognition|comprehend|comprehendmedical|textract|polly|translate|transcribe|lex|qbusiness|q: *");

    private static readonly ActionPattern[] Mails = Patterns(
        "ses|mobiletargeting|sms-voice|social-messaging|workmail|workmailmessageflow|chime|connect-campaigns: Send* Put*Message*", "sns: Publish*", "connect: Start*Outbound* Send*", "sqs: SendMessage*");

    // What is started but is not a machine.
    private static readonly ActionPattern[] NoMachines = Patterns(
        "lambda|states|ssm|athena|sns|sqs|ses|mobiletargeting|sms-voice|social-messaging|connect|connect-campaigns|chime|synthetics|fis|imagebuilder|amplify|bedrock|bedrock-agentcore|bedrock-mantle|codepipeline: *", "*: *Session *Trigger *Domain *Studio *Application *Agreement* *Entitlement*");

    // What takes a person's access away.
    private static readonly ActionPattern[] LockOuts = Patterns(
        "iam: DeleteUser DeleteUserPolicy DetachUserPolicy RemoveUserFromGroup DeleteLoginProfile UpdateLoginProfile DeleteAccessKey UpdateAccessKey DeactivateMFADevice DeleteSSHPublicKey DeleteServiceSpecificCredential DeleteSigningCertificate PutUserPolicy AttachUserPolicy",
        "identitystore|sso-directory: DeleteUser DisableUser DeleteGroupMembership RemoveMemberFromGroup UpdatePassword", "sso: DeleteAccountAssignment");

    private static readonly ActionPattern[] NewAccounts = Patterns("organizations: CreateAccount CreateGovCloudAccount InviteAccountToOrganization");

    private static readonly ActionPattern[] LimitRequests = Patterns("servicequotas: RequestServiceQuotaIncrease PutServiceQuotaIncreaseRequestIntoTemplate");

    public static Counter[] All { get; } =
    [
        new("many-machines", "The session has started {0} machines so far.", "Stolen accounts are used to start machines, sometimes one by one, to mine cryptocurrency or to attack others.", "machines that were started, in all services",
            new(10, Anomalous, Critical), new(50, Anomalous, Critical), new(250, Anomalous, Critical)) { AmountOf = MachinesOf, CountsPlanned = true, SaidBy = "compute-in-bulk", Techniques = ["T1496", "T1578.002"] },
        new("many-regions", "The session has changed or used something in {0} regions so far.", "Intruders work in every region that they can reach; root's tasks are usually in one.", "regions in which something was used, read or changed, leaving out what only makes the account safer",
            new(5, Unusual, High), new(10, Anomalous, High)) { NameOf = act => IsRoutine(act) ? null : act.Record.Region, Techniques = ["T1535"] },
        new("many-regions-opened", "The session has enabled {0} regions so far.", "Intruders enable regions that nobody watches, to mine cryptocurrency there.", "regions that were enabled for the account",
            new(3, Anomalous, High), new(8, Anomalous, High)) { NameOf = act => act.Record.Request.OpenedRegion, Techniques = ["T1535"] },
        new("many-services", "The session has changed or used something with {0} services so far.", "Root's tasks are few and need few services.", "services with which something was used, read or changed, leaving out what only makes the account safer",
            new(15, Unusual, High), new(30, Anomalous, High)) { NameOf = act => IsRoutine(act) ? null : act.Record.EventSource },
        new("much-destroyed", "The session has destroyed {0} resources so far.", "Extortion and sabotage destroy one resource after another.", "deleted or terminated resources that a business runs on or keeps",
            new(5, Anomalous, Critical), new(50, Anomalous, Critical), new(250, Anomalous, Critical)) { AmountOf = act => act.Effect == Effect.Destroy ? Math.Max(1, act.Record.Request.Instances) : 0, Techniques = ["T1485"] },
        new("people-locked-out", "The session has taken away or changed the access of {0} people so far.", "Intruders lock the owners out before they can act.", "IAM and Identity Center users whose permissions, password, keys or account were taken away or changed",
            new(3, Anomalous, High), new(8, Anomalous, Critical)) { NameOf = LockedOut, Techniques = ["T1531"] },
        new("many-secrets-read", "The session has read {0} secrets so far.", "Intruders collect secrets to use them in systems that root cannot reach.", "calls that read a secret",
            new(5, Anomalous, Critical), new(25, Anomalous, Critical)) { AmountOf = act => act.Effect == Effect.ReadSecret ? 1 : 0, Techniques = ["T1552"] },
        new("much-content-read", "The session has read stored content {0} times so far.", "Copying an account's data takes many reads, and each one looks harmless.", "calls that read objects, rows, messages or disks",
            new(25, Anomalous, High), new(250, Anomalous, Critical)) { AmountOf = act => act.Effect == Effect.ReadContent ? 1 : 0, Techniques = ["T1530"] },
        new("many-messages-sent", "The session has sent {0} emails or other messages so far.", "Stolen accounts are used to send spam and phishing messages.", "calls that send emails, text messages or notifications",
            new(10, Anomalous, Critical), new(100, Anomalous, Critical)) { AmountOf = act => act.Effect == Effect.Use && Has(Mails, act) ? 1 : 0, Techniques = ["T1496.003"] },
        new("many-model-calls", "The session has called AI models {0} times so far.", "Stolen accounts are used to run AI models at their owner's cost.", "calls of AI models",
            new(10, Anomalous, Critical), new(100, Anomalous, Critical)) { AmountOf = act => act.Effect == Effect.Use && Has(Models, act) ? 1 : 0, Techniques = ["T1496.004"] },
        new("many-accounts-made", "The session has created or invited {0} member accounts so far.", "Intruders create accounts to mine cryptocurrency, because each has its own limits.", "member accounts that were created or invited",
            new(4, Anomalous, High), new(10, Anomalous, Critical), new(25, Anomalous, Critical)) { AmountOf = act => Has(NewAccounts, act) ? 1 : 0, Techniques = ["T1136.003"] },
        new("many-limits-raised", "The session has asked {0} times for higher limits so far.", "Intruders who want to mine cryptocurrency ask for higher limits first.", "support cases about limits, and requests for higher quotas",
            new(5, Unusual, High), new(10, Anomalous, High), new(25, Anomalous, High)) { AmountOf = act => act.Record.Request.AsksForHigherLimit || Has(LimitRequests, act) ? 1 : 0, Techniques = ["T1578.005"] },
        new("many-failed-sign-ins", "Sign-ins as root have failed {0} times so far.", "Somebody who guesses a password fails many times first.", "sign-ins that failed, for as long as they count for the next that succeeds",
            new(5, Unusual, Medium), new(25, Unusual, High), new(250, Unusual, High)) { AmountOf = act => act.Activity == Activity.FailedSignIn ? 1 : 0, CountsFailures = true, Techniques = ["T1110.001"] },
    ];

    private static ActionPattern[] Patterns(params string[] texts) => [.. texts.Select(ActionPattern.Parse)];

    private static bool Has(ActionPattern[] patterns, CountedAct act) => ActionPattern.Any(patterns, act.Action);

    // The console itself looks around in a dozen regions, and many protections are enabled region by region.
    private static bool IsRoutine(CountedAct act) => act.Effect == Effect.Look || act.Signal is { Assessment: Assessment.Expected };

    private static int MachinesOf(CountedAct act) =>
        act.Effect != Effect.Use || act is { IsPlanned: true, Signal.Id: "compute-in-bulk" } ? 0
        : act.Record.Request.Instances > 0 ? act.Record.Request.Instances
        : act.Action.Verb?.Kind is VerbKind.Make or VerbKind.Enable or VerbKind.Run && !Has(NoMachines, act) && !Has(Models, act) ? 1
        : 0;

    private static string? LockedOut(CountedAct act) =>
        act.Record.Request is { TargetUser: { } user } request
        && !Catalogue.IsAboutRoot(act.Record)
        && !"Active".Equals(request.Status, StringComparison.OrdinalIgnoreCase)
        && (request.Denies || act.Action.Verb?.Kind is not VerbKind.Give and not VerbKind.Change || act.Action.Name.StartsWith("Update", StringComparison.Ordinal))
        && Has(LockOuts, act)
            ? user
            : null;
}
