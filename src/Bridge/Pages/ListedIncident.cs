using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Pages;

/// <summary>An incident in the list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Url">Its page, signed; null where nothing is set to sign with.</param>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="AccountName">What people call the account; null where that is not known.</param>
/// <param name="Start">When its first finding happened, UTC.</param>
/// <param name="End">When its last finding happened, UTC.</param>
/// <param name="Findings">How many findings it has.</param>
/// <param name="Assessment">The worst of its findings'.</param>
/// <param name="Severity">The worst of its findings'.</param>
/// <param name="Story">What happened.</param>
/// <param name="IsOpen">People were told of it, and nobody has said yet whose it was.</param>
/// <param name="Acknowledgement">What a person said of it; null where nobody has.</param>
public sealed record ListedIncident(
    string Id,
    Uri? Url,
    string Account,
    string? AccountName,
    DateTimeOffset Start,
    DateTimeOffset End,
    int Findings,
    Assessment Assessment,
    Severity Severity,
    string Story,
    bool IsOpen,
    Acknowledgement? Acknowledgement)
{
    /// <summary>How many of its findings EventBridge had not brought: asking CloudTrail found them.</summary>
    public int FoundInHistory { get; init; }
}
