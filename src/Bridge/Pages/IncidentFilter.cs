using System.Globalization;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Pages;

/// <summary>Which incidents are asked for.</summary>
/// <param name="Open">Whether people were told and nobody has said yet whose they were; null where either will do.</param>
/// <param name="Severity">How bad they are at least; null where any will do.</param>
/// <param name="Account">Whose they are; null where anybody's will do.</param>
/// <param name="From">They ended then or later, UTC.</param>
/// <param name="To">They began before then, UTC.</param>
public sealed record IncidentFilter(bool? Open, Severity? Severity, string? Account, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <param name="query">The request's query.</param>
    /// <param name="problem">What is wrong with it; null where nothing is.</param>
    public static IncidentFilter? Read(IQueryCollection query, out string? problem)
    {
        var (open, severity, account, from, to) = (Value("open"), Value("severity"), Value("account"), Value("from"), Value("to"));
        problem = open is not (null or "true" or "false") ? "open must be true or false."
            : severity is not null && !Enum.GetNames<Severity>().Contains(severity, StringComparer.OrdinalIgnoreCase) ? $"severity must be one of {string.Join(", ", Enum.GetNames<Severity>())}; it is the least that is listed."
            : account is not null && !AccountId.Fits(account) ? "account must be 12 digits."
            : from is not null && Time(from) is null ? "from must be a time, such as 2026-11-20T09:00:00Z or 2026-11-20."
            : to is not null && Time(to) is null ? "to must be a time, such as 2026-11-20T09:00:00Z or 2026-11-20."
            : null;
        return problem is not null ? null : new IncidentFilter(
            open is null ? null : open is "true",
            severity is null ? null : Enum.Parse<Severity>(severity, ignoreCase: true),
            account,
            from is null ? null : Time(from),
            to is null ? null : Time(to));

        string? Value(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
    }

    public bool Fits(IncidentDocument document) =>
        (Open is null || Open == document.IsOpen)
        && (Severity is null || document.Incident.Severity >= Severity)
        && (Account is null || document.Incident.Account == Account)
        && (From is null || document.Incident.End >= From)
        && (To is null || document.Incident.Start < To);

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
