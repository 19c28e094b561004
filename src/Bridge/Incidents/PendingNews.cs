using System.Collections.Immutable;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>News that waits until its incident's next message may go out.</summary>
/// <param name="Finding">The worst of it.</param>
/// <param name="Incident">Its incident as it was then.</param>
/// <param name="CannotWait">It makes the incident Critical.</param>
/// <param name="Also">What else was done, in short, the latest last.</param>
public sealed record PendingNews(Finding Finding, IncidentSnapshot Incident, bool CannotWait, ImmutableList<string> Also)
{
    private const int Most = 5;

    /// <summary>Tells earlier news together with this.</summary>
    public PendingNews With(PendingNews? earlier)
    {
        if (earlier is null)
        {
            return this;
        }

        var (worst, other) = earlier.Finding.Severity > Finding.Severity ? (earlier, this) : (this, earlier);
        var also = earlier.Also.AddRange(Also).RemoveAll(worst.Finding.Headline.Equals).Add(other.Finding.Headline).Distinct(StringComparer.Ordinal).ToImmutableList();
        return new PendingNews(worst.Finding, Incident, CannotWait || earlier.CannotWait, also.Count > Most ? also.RemoveRange(0, also.Count - Most) : also);
    }
}
