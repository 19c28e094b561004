using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Telemetry;

/// <summary>The environment variables that say where telemetry goes to.</summary>
internal sealed class TelemetrySettings : ICheckedSettings
{
    private readonly List<UnusableSetting> _unusable = [];

    public IEnumerable<UnusableSetting> Unusable => _unusable;

    /// <summary>Null where the variable is not set, or cannot be used.</summary>
    public string? Of(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (UnusableSetting.OfReference(variable, value, "telemetry") is { } unusable)
        {
            _unusable.Add(unusable);
            return null;
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }
}
