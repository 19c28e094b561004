using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What asks, and looks for more.</summary>
internal static class ReviewSteps
{
    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("ask-owner", Review, "Ask root's owner", "Only the owner knows whether it was planned.", Responder, "Not needed.", "The owner's answer is on the incident's page.")
        {
            Note = "Ask on a way that the intruder does not read: not by mail to root's address.",
        },
        new("review-root-credentials", Review, "Check which credentials root has", "Root is safest without access keys, and with MFA.", Responder, "Not needed.", "AccountAccessKeysPresent is 0, and AccountMFAEnabled is 1 where root has a password.")
        {
            CheckCommands = ["aws iam get-account-summary --query SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]"],
        },
        new("review-activity", Review, "Look for what else was done", "What was left behind may have acted already, in other Regions and accounts too.", Responder, "Not needed.", "Every act of root, and of what it left behind, is explained or undone.")
        {
            Note = "The page lists what the left-behind credentials did. In every Region look at machines, functions, users and the bill.",
            CheckCommands = ["aws iam generate-credential-report", "aws iam get-account-authorization-details --filter User Role LocalManagedPolicy"],
        },
        new("review-sign-ins", Review, "Look at root's sign-ins", "Failed sign-ins say how long somebody has tried, and from where.", Responder, "Not needed.", "Every sign-in has its person.")
        {
            CheckCommands = ["aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin"],
        },
        new("review-root-session-callers", Review, "Find out who asked for root sessions", "A central root session begins with sts:AssumeRoot in the management account or in its delegated administrator.", ManagementAccount, "Not needed.", "Every AssumeRoot has its person and its reason.")
        {
            CheckCommands = ["aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRoot"],
        },
        new("review-data", Review, "Find out which data was read or copied", "The law may ask you to tell those concerned, often within 72 hours.", Responder, "Not needed.", "It is known which data, of whom, and since when.")
        {
            IsForUnknownActions = true, Note = "CloudTrail's data events and the services' access logs show it, where they are on. Tell the people for privacy and law early.",
        },
        new("review-changes", Review, "Review what root created or changed", "An administrator could have done it: whether it is harmful, only a look tells.", Administrator, "Not needed.", "Every change is known to be wanted, or is undone.")
        {
            IsForUnknownActions = true, Note = "AWS Config's history, or infrastructure as code, shows what it was before.",
        },
        new("review-bill", Review, "Check the bill, and ask for credit", "AWS Support may refund what an intruder cost, once the account is secure.", Administrator, "Not needed.", "The costs by service and Region are what they were before.")
        {
            Note = "Cost Explorer shows costs by service and Region; it is up to 24 hours late.",
        },
    ];
}
