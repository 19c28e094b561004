namespace RootWatch.Bridge.Settings;

/// <summary>Every setting that keeps something off.</summary>
public sealed class UnusableSettings(IEnumerable<ICheckedSettings> settings)
{
    public IReadOnlyList<UnusableSetting> All => [.. settings.SelectMany(group => group.Unusable)];

    /// <summary>All of them in words; null where there is none.</summary>
    public string? Words => All is { Count: > 0 } all ? string.Join("; ", all.Select(setting => $"{setting} (off: {setting.Off})")) : null;

    internal IReadOnlyList<UnusableSetting> Of(params string[] off) => [.. All.Where(setting => off.Contains(setting.Off, StringComparer.Ordinal))];
}
