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
            Note = "Use a channel that the intruder cannot read, not mail to root's address.",
        },
        new("review-root-credentials", Review, "Check which credentials root has", "Root is safest without access keys, and with MFA.", Responder, "Not needed.", "AccountAccessKeysPresent is 0, and AccountMFAEnabled is 1 where root has a password.")
        {
            CheckCommands = ["aws iam get-account-summary --query SummaryMap.[AccountAccessKeysPresent,AccountMFAEnabled]"],
        },
        new("review-activity", Review, "Look for what else was done", "What was left behind may have acted already, in other Regions and accounts too.", Responder, "Not needed.", "Every call of root, and of what it left behind, is explained or undone.")
        {
            Note = "The page lists what the left-behind credentials did. In every Region look at machines, functions, users and the bill.",
            CheckCommands = ["aws iam generate-credential-report", "aws iam get-account-authorization-details --filter User Role LocalManagedPolicy"],
        },
        new("review-sign-ins", Review, "Look at root's sign-ins", "Failed sign-ins show how long somebody has tried, and from where.", Responder, "Not needed.", "Every sign-in is matched to a person.")
        {
            CheckCommands = ["aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin"],
        },
        new("review-data", Review, "Find out which data was read or copied", "The law may require you to notify the people concerned, often within 72 hours.", Responder, "Not needed.", "You know which data, whose, and since when.")
        {
            IsForUnknownActions = true, Note = "CloudTrail's data events and the services' access logs show it, where they are on. Involve your privacy and legal teams early.",
        },
        new("review-changes", Review, "Review what root created or changed", "An administrator could have done it. Only a review shows whether it is harmful.", Administrator, "Not needed.", "Every change is known to be wanted, or is undone.")
        {
            IsForUnknownActions = true, Note = "AWS Config's history, or infrastructure as code, shows what it was before.",
        },
        new("review-bill", Review, "Check the bill, and ask for credit", "AWS Support may refund what an intruder cost, once the account is secure.", Administrator, "Not needed.", "The costs by service and Region are what they were before.")
        {
            Note = "Cost Explorer shows costs by service and Region; it is up to 24 hours late.",
        },
    ];
}
