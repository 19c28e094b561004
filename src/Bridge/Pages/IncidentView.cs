using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Response;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Pages;

/// <summary>What an incident's page shows.</summary>
/// <param name="File">The incident.</param>
/// <param name="Story">What happened.</param>
/// <param name="Rows">The records on this page of the table, in the order in which they happened.</param>
public sealed record IncidentView(IncidentDetails File, Sentence Story, IReadOnlyList<RecordRow> Rows)
{
    /// <summary>What people call the account, made fit to be shown; null where that is not known.</summary>
    public required string? AccountName { get; init; }

    public required int Page { get; init; }

    /// <summary>What follows the page's own path: the signature, without the choice of a page.</summary>
    public required string Query { get; init; }

    /// <summary>Whether AWS is asked what became of what was left behind.</summary>
    public required bool AsksAws { get; init; }

    /// <summary>When the page is shown, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the answer is posted to; null where answers are not taken.</summary>
    public required string? Form { get; init; }

    /// <summary>What to do about the incident, and what of it is done.</summary>
    public required ResponseChecklist Checklist { get; init; }

    /// <summary>Where the marked steps are posted to; null where they are not taken.</summary>
    public required string? StepsForm { get; init; }

    /// <summary>What is wrong with the steps that were marked; null where nothing is.</summary>
    public string? StepProblem { get; init; }

    /// <summary>The steps to begin the form with, where something was wrong; null to begin with what is known.</summary>
    public IReadOnlyList<string>? Marked { get; init; }

    /// <summary>What is wrong with the answer that was given; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What to begin the form with.</summary>
    public string Answer { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public string Note { get; init; } = string.Empty;

    public int Pages => Pager.PagesOf(File.Records.Count);

    /// <summary>Every reason that any of its findings has, strongest first.</summary>
    public IEnumerable<Signal> Reasons =>
        File.Records.SelectMany(record => record.Finding.Signals)
            .OrderByDescending(signal => signal.Severity).ThenByDescending(signal => signal.Assessment)
            .DistinctBy(signal => signal.Id, StringComparer.Ordinal);

    /// <summary>How bad the incident is, in which account, and what it is.</summary>
    internal MessageTitle Title => new(Verdicts.Of(File.Incident.Severity), AccountName ?? File.Incident.Account, Verdict);

    private string Verdict =>
        File.Document.Acknowledgement?.Verdict switch
        {
            Incidents.Verdict.Legitimate => IncidentNotices.ConfirmedAsUs,
            Incidents.Verdict.NotUs => IncidentNotices.ReportedAsNotUs,
            _ => Verdicts.Of(File.Incident.Assessment, File.Incident.Severity, isByOthers: File.Records.Count > 0 && File.Records.All(record => record.Finding.Record.IsByOthers)),
        };
}
