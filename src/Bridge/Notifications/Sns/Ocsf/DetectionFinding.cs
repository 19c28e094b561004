using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

/// <summary>An alert as an OCSF Detection Finding, class 2004, with the cloud profile.</summary>
/// <remarks>https://schema.ocsf.io/1.4.0/classes/detection_finding</remarks>
internal sealed record DetectionFinding
{
    public required int ActivityId { get; init; }

    public required string ActivityName { get; init; }

    public int CategoryUid { get; init; } = 2;

    public string CategoryName { get; init; } = "Findings";

    public int ClassUid { get; init; } = 2004;

    public string ClassName { get; init; } = "Detection Finding";

    public int TypeUid => (ClassUid * 100) + ActivityId;

    public required int SeverityId { get; init; }

    public required string Severity { get; init; }

    /// <summary>When it happened, in milliseconds since 1970.</summary>
    public required long Time { get; init; }

    public required string Message { get; init; }

    public required FindingInfo FindingInfo { get; init; }

    public required Metadata Metadata { get; init; }

    public required Cloud Cloud { get; init; }

    public required IReadOnlyList<Evidence> Evidences { get; init; }

    public required Unmapped Unmapped { get; init; }

    public static DetectionFinding From(Alert alert, OutgoingMessage outgoing, Wording words)
    {
        var (finding, incident) = (alert.Finding, alert.Incident);
        var record = finding.Record;
        return new DetectionFinding
        {
            ActivityId = alert.Number > 1 ? 2 : 1,
            ActivityName = alert.Number > 1 ? "Update" : "Create",
            SeverityId = (int)finding.Severity,
            Severity = finding.Severity.ToString(),
            Time = (record.EventTime ?? incident.End).ToUnixTimeMilliseconds(),
            Message = AlertText.Headline(finding),
            FindingInfo = new FindingInfo
            {
                Uid = Untrusted.Text(record.EventId),
                Title = $"{words.Title}. {words.Headline}",
                Desc = string.Join(' ', finding.Signals.Select(signal => signal.Why)),
                Types = [finding.Activity.ToString()],
                FirstSeenTime = incident.Start.ToUnixTimeMilliseconds(),
                LastSeenTime = incident.End.ToUnixTimeMilliseconds(),
                Attacks = [.. finding.Techniques.Select(id => new Attack { Technique = new Technique { Uid = id } })],
            },
            Metadata = new Metadata { CorrelationUid = incident.Id, Uid = outgoing.DeliveryId },
            Cloud = new Cloud { Account = new CloudAccount { Uid = record.Account }, Region = record.Region },
            Evidences =
            [
                new Evidence
                {
                    Api = new Api { Operation = Untrusted.Text(record.EventName), Service = new ApiService { Name = Untrusted.Text(record.EventSource) } },
                    SrcEndpoint = Untrusted.Text(record.SourceIp) is { Length: > 0 } source ? new SourceEndpoint(source) : null,
                    Actor = record.Caller is { } caller ? new Actor(new User(Untrusted.Text(caller))) : null,
                },
            ],
            Unmapped = new Unmapped
            {
                Assessment = finding.Assessment.ToString(),
                Signals = [.. finding.Signals.Select(signal => signal.Id)],
                UserAgent = Untrusted.Text(record.UserAgent),
                PossibleRepeat = outgoing.MayBeRepeat,
                FoundInHistory = record.FoundInHistory?.At.ToUnixTimeMilliseconds(),
            },
        };
    }
}
