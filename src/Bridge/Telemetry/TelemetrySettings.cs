using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Telemetry;

/// <summary>The environment variables that say where telemetry goes to.</summary>
/// <param name="variables">Gives a variable's value; null where it is not set.</param>
internal sealed class TelemetrySettings(Func<string, string?> variables) : ICheckedSettings
{
    private readonly List<UnusableSetting> _unusable = [];

    public IEnumerable<UnusableSetting> Unusable => _unusable;

    /// <summary>Null where the variable is not set, or cannot be used.</summary>
    public string? Of(string variable)
    {
        var value = variables(variable);
        if (UnusableSetting.OfReference(variable, value, "telemetry") is { } unusable)
        {
            _unusable.Add(unusable);
            return null;
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }
}
