using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Signals;

/// <summary>Why something is Expected that otherwise might not be.</summary>
internal static class PolicySignals
{
    public const string ExpectedId = "expected-window";
    public const string AllowedId = "allowed";

    public static Signal Expected(Expectation window) =>
        Calm(ExpectedId, $"It was planned: {window.Who} declared the window, ticket {window.Ticket}.", "It was declared in advance.");

    public static Signal Allowed(AllowRule rule) =>
        Calm(AllowedId, $"The policy allows it: {rule.Reason}", "Your own policy says that it is normal here.");

    private static Signal Calm(string id, string sentence, string why) =>
        new(id, sentence, why, Assessment.Expected, Severity.Informational, ["$.eventName", "$.sourceIPAddress", "$.eventTime"], []);
}
