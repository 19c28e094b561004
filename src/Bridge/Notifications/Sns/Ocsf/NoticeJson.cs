using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

/// <summary>A notice for machines. OCSF has no class for most of them, so this form is our own.</summary>
internal sealed record NoticeJson
{
    private const int LongestFact = 500;

    public string Type { get; init; } = "rootwatch_notice";

    public required string Kind { get; init; }

    public required string Uid { get; init; }

    public required string About { get; init; }

    public required string Severity { get; init; }

    public required string Message { get; init; }

    public required string? Account { get; init; }

    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    public required IReadOnlyList<string> Meaning { get; init; }

    public required string? Command { get; init; }

    public required string? Remark { get; init; }

    public required bool PossibleRepeat { get; init; }

    public static NoticeJson From(Notice notice, OutgoingMessage outgoing) => new()
    {
        Kind = notice.Kind.ToString(),
        Uid = outgoing.DeliveryId,
        About = notice.About,
        Severity = notice.Severity.ToString(),
        Message = notice.Title,
        Account = notice.Account,
        Facts = notice.Facts.DistinctBy(fact => fact.Label, StringComparer.Ordinal).ToDictionary(fact => fact.Label, fact => Untrusted.Text(fact.Value, LongestFact), StringComparer.Ordinal),
        Meaning = notice.Lines,
        Command = notice.Command,
        Remark = notice.Remark,
        PossibleRepeat = outgoing.MayBeRepeat,
    };
}
