using System.ComponentModel.DataAnnotations;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>How silence is proven to be peace. Section <c>Heartbeat</c>.</summary>
public sealed class HeartbeatOptions : IValidatableObject
{
    public const string SectionName = "Heartbeat";

    /// <summary>How many minutes lie between two heartbeats of a spoke; three without one, and a minute, are an outage. Default: 5.</summary>
    public int PeriodMinutes { get; set; } = 5;

    /// <summary>The spokes that must be heard, each as account/region, such as 111122223333/us-east-1. Default: those that were heard once.</summary>
    public IReadOnlyList<string> Expected { get; set; } = [];

    /// <summary>The spokes that were taken down on purpose, each as account/region: they are neither missed nor shown. Default: none.</summary>
    public IReadOnlyList<string> Retired { get; set; } = [];

    /// <summary>Whether the week's figures are told every week, however quiet it was. Default: true.</summary>
    public bool Weekly { get; set; } = true;

    /// <summary>On which day. Default: Monday.</summary>
    public DayOfWeek WeeklyDay { get; set; } = DayOfWeek.Monday;

    /// <summary>At what time, UTC. Default: 08:00.</summary>
    public TimeOnly WeeklyTime { get; set; } = new(8, 0);

    private const int LongestRegion = 40;

    // EventBridge Scheduler is exact to a minute.
    internal HeartbeatInterval Interval => new(TimeSpan.FromMinutes(PeriodMinutes), TimeSpan.FromMinutes(1));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PeriodMinutes is < 1 or > 1440)
        {
            yield return new ValidationResult($"Heartbeat:PeriodMinutes is {PeriodMinutes}; it must be between 1 and 1440.");
        }

        foreach (var (name, spoke) in Expected.Select(spoke => (nameof(Expected), spoke)).Concat(Retired.Select(spoke => (nameof(Retired), spoke))).Where(setting => !IsSpoke(setting.spoke)))
        {
            yield return new ValidationResult($"Heartbeat:{name} has \"{spoke}\"; it must be an account's 12 digits, a slash and a region, such as 111122223333/us-east-1.");
        }
    }

    /// <summary>Whether a text is an account's 12 digits, a slash and a region.</summary>
    internal static bool IsSpoke(string text) => text.Split('/', 3) is [var account, var region] && AccountId.Fits(account) && IsRegion(region);

    private static bool IsRegion(string text) =>
        text.Length <= LongestRegion && text.LastIndexOf('-') is >= 2 and var hyphen
        && text[(hyphen + 1)..] is { Length: > 0 } number && number.All(char.IsAsciiDigit)
        && char.IsAsciiLetterLower(text[0]) && char.IsAsciiLetterLower(text[1]) && text[..hyphen].All(c => char.IsAsciiLetterLower(c) || c == '-');
}
