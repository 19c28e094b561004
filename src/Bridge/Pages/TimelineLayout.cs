using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Detection.Activities;

namespace RootWatch.Bridge.Pages;

/// <summary>The positions in the timeline's drawing: networks as rows, sessions as bands, records as marks.</summary>
internal sealed class TimelineLayout
{
    public const int Width = 960;
    public const int Left = 170;
    private const int Right = 24;
    private const int Top = 12;
    private const int RowHeight = 34;
    private const int BandMargin = 14;
    private const int MostRows = 12;
    private const string Others = "other sources";

    private readonly DateTimeOffset _start;
    private readonly double _seconds;

    public TimelineLayout(IReadOnlyList<IncidentRecord> records, TimeDisplay times)
    {
        _start = records[0].At;
        _seconds = Math.Max(1, (records[^1].At - _start).TotalSeconds);
        var names = records.Select(SourceOf).Distinct(StringComparer.Ordinal).ToList();
        names = names.Count <= MostRows ? names : [.. names.Take(MostRows - 1), Others];
        Rows = [.. names.Select((name, index) => new Row(name, Top + (index * RowHeight) + (RowHeight / 2)))];
        var placed = records.Select(record => (Record: record, Row: Rows.FirstOrDefault(row => row.Name == SourceOf(record)) ?? Rows[^1])).ToList();
        Marks = [.. placed.Select(one => MarkOf(one.Record, one.Row, times))];
        Bands =
        [
            .. placed.Where(one => one.Record.Finding.SessionKey is not null)
                .GroupBy(one => (one.Record.Finding.SessionKey, one.Row))
                .Select(session => new Band(X(session.Min(one => one.Record.At)) - BandMargin, X(session.Max(one => one.Record.At)) + BandMargin, session.Key.Row.Y)),
        ];
    }

    public IReadOnlyList<Row> Rows { get; }

    public IReadOnlyList<Band> Bands { get; }

    public IReadOnlyList<Mark> Marks { get; }

    public int AxisY => Top + (Rows.Count * RowHeight) + 6;

    public int Height => AxisY + 24;

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string SourceOf(IncidentRecord record) =>
        record.Finding.Record.Network ?? (Untrusted.Text(record.Finding.Record.SourceIp, longest: 24) is { Length: > 0 } source ? source : "unknown");

    private static TimelineMarkKind KindOf(Finding finding) =>
        finding.Record.Alarm is not null ? TimelineMarkKind.Report
        : finding.Record.Failed ? TimelineMarkKind.Failure
        : finding.Activity is Activity.ConsoleSignIn ? TimelineMarkKind.SignIn
        : finding.Record.IsRead ? TimelineMarkKind.Read
        : TimelineMarkKind.Change;

    private double X(DateTimeOffset at) => Left + BandMargin + ((at - _start).TotalSeconds / _seconds * (Width - Left - Right - (2 * BandMargin)));

    private Mark MarkOf(IncidentRecord record, Row row, TimeDisplay times)
    {
        var (finding, kind) = (record.Finding, KindOf(record.Finding));
        var what = $"{times.TimeOfDay(record.At)} {AlertText.Event($"{finding.Record.EventSource} {finding.Record.EventName}")}, {AssessmentWords.Of(finding.Assessment)}";
        return new Mark(X(record.At), row.Y, kind, finding.Assessment, what);
    }

    internal sealed record Row(string Name, int Y);

    internal sealed record Band(double From, double To, int Y);

    internal sealed record Mark(double X, int Y, TimelineMarkKind Kind, Assessment Assessment, string What);
}
