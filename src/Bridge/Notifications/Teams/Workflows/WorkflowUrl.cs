using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>Tells a Workflows webhook's URL from what people copy instead of it. Never quotes it.</summary>
internal static class WorkflowUrl
{
    private const string Copy = "Copy the HTTP URL that the flow's trigger \"When a Teams webhook request is received\" shows, whole (https://….environment.api.powerplatform.com/…&sig=…).";

    // Pages for people: where the flow is edited, where the channel is read, where links are shown.
    private static readonly string[] Pages =
    [
        "powerautomate.com", "powerautomate.us", "powerapps.com", "powerplatform.com", "flow.microsoft.com", "powerautomate.microsoft.com", "teams.microsoft.com", "teams.microsoft.us", "teams.live.com",
        "cloud.microsoft", "office.com", "office365.com", "sharepoint.com", "portal.azure.com", "login.microsoftonline.com", "learn.microsoft.com", "aka.ms",
    ];

    /// <summary>The URL, read; null where it is none of the web's.</summary>
    public static Uri? Read(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && WebAddress.IsWeb(address) ? address : null;

    /// <summary>Null where the URL may be a webhook's, or is no usable secret at all.</summary>
    public static string? ProblemOf(string? url) =>
        Secret.ProblemOf(url) is not null ? null
        : Read(url) is not { } address ? $"is missing or no absolute URL. {Copy}"
        : IsOn(address, "webhook.office.com") ? "is an Office 365 connector's (*.webhook.office.com). Microsoft retired those in May 2026: create a Workflows webhook in the channel."
        : IsOn(address, "logic.azure.com") ? "is an old Workflows URL (*.logic.azure.com). Those stopped working on 2025-11-30: copy the new one (*.environment.api.powerplatform.com) from the flow."
        : !IsOn(address, "api.powerplatform.com") && Array.Exists(Pages, page => IsOn(address, page)) ? $"is a page's ({address.Host}), not a webhook's. {Copy}"
        : !WebAddress.IsSafe(address) ? $"must begin with https://. {Copy}"
        : url!.Contains("&amp;", StringComparison.OrdinalIgnoreCase) ? "holds \"&amp;\": it was copied from a web page's source. Write each as \"&\"."
        : !HasSignature(address) ? $"has no sig=, so it is not whole, or not a webhook's. {Copy}"
        : null;

    private static bool IsOn(Uri address, string domain) =>
        address.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (address.Host.Length == domain.Length || address.Host[^(domain.Length + 1)] == '.');

    private static bool HasSignature(Uri address) =>
        address.Query.TrimStart('?').Split('&').Any(pair => pair.StartsWith("sig=", StringComparison.OrdinalIgnoreCase) && pair.Length > "sig=".Length);
}
