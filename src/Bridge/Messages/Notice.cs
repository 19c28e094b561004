using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>Anything else that people must hear.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="About">What it is about.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Title">What happened, in one sentence that stands alone. Holds no text from outside.</param>
/// <param name="Facts">More of it. Values may hold text from outside.</param>
/// <param name="Lines">Why, and what to do. Hold no text from outside.</param>
public sealed record Notice(
    NoticeKind Kind, string About, Severity Severity, string Title, ImmutableList<Fact> Facts, ImmutableList<string> Lines) : Message
{
    public override string Topic => About;

    public override Severity Urgency => Severity;

    public override string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{About} {Number} {Remark}");

    /// <summary>The command that does what the last of the lines asks for; null where there is none. Holds no text from outside.</summary>
    public string? Command { get; init; }

    /// <summary>The few words of its title, at most 24 letters; null where its kind says enough. Our own words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Verdict { get; init; }

    /// <summary>The account that it is about; null where it is about none, or several.</summary>
    public string? Account { get; init; }

    /// <summary>The incident that it is about; null where it is about none.</summary>
    public IncidentSnapshot? Incident { get; init; }

    /// <summary>Whether it leads to the list of how root of each account can sign in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ShowsPosture { get; init; }

    /// <summary>How root's use is assessed; null where it is about none.</summary>
    public Assessment? Assessment { get; init; }
}
