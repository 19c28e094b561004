using System.ComponentModel.DataAnnotations;

namespace RootWatch.Bridge.Messages;

/// <summary>How messages and pages show what people read. Section <c>Display</c>.</summary>
public sealed class DisplayOptions : IValidatableObject
{
    public const string SectionName = "Display";

    /// <summary>The IANA time zone, such as Europe/Berlin, in which messages and pages show times beside UTC. Default: none, and times are in UTC only.</summary>
    public string? TimeZone { get; set; }

    internal TimeDisplay Times => new(Zone());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(TimeZone) && Zone() is not { HasIanaId: true })
        {
            yield return new ValidationResult($"Display:TimeZone is \"{TimeZone}\"; it must be the IANA name of a time zone, such as Europe/Berlin.", [nameof(TimeZone)]);
        }
    }

    private TimeZoneInfo? Zone() => !string.IsNullOrEmpty(TimeZone) && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : null;
}
