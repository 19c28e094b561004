using System.ComponentModel.DataAnnotations;

namespace RootWatch.Bridge.Telemetry;

/// <summary>How much telemetry the bridge makes. Section <c>Telemetry</c>. Where it goes to, environment variables say.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    public const string SectionName = "Telemetry";

    private const int Most = 10_000;

    /// <summary>
    /// How many spokes, that is pairs of account and region, have a series of their own in <c>rootwatch.heartbeats</c>;
    /// the heartbeats of all others are counted together, with <c>other</c> as account and region. From 0, where all
    /// are counted together, to 10000. Default: 1000.
    /// </summary>
    public int MaxSpokes { get; set; } = 1_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxSpokes is < 0 or > Most)
        {
            yield return new ValidationResult($"Telemetry:MaxSpokes is {MaxSpokes}; it must be between 0 and {Most}.");
        }
    }
}
