using RootWatch.Detection;
using RootWatch.Detection.Response;

namespace RootWatch.Bridge.Incidents;

/// <summary>Plans the response to an incident from what the ledger knows of it.</summary>
internal static class IncidentPlan
{
    private const string ManagementAccount = "management-account";
    private const string DefaultPartition = "aws";

    /// <param name="account">The incident's account.</param>
    /// <param name="findings">Its findings, in the order in which they happened.</param>
    /// <param name="later">What is known of its resources besides.</param>
    public static ResponsePlan Of(string account, IReadOnlyList<Finding> findings, IReadOnlyList<ObservedChange> later) =>
        ResponsePlan.Of(
            findings,
            account,
            findings.Count > 0 ? findings[^1].Record.Partition : DefaultPartition,
            findings.Any(finding => finding.Signals.Any(signal => signal.Id == ManagementAccount)),
            later);
}
