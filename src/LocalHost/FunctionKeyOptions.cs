using RootWatch.Bridge.Settings;

namespace RootWatch.LocalHost;

/// <summary>The keys that open functions of level Function. In Azure the Functions host keeps them instead.</summary>
public sealed class FunctionKeyOptions : ICheckedSettings
{
    public const string SectionName = "LocalHost";

    /// <summary>Every key that is valid now, of at least 16 characters each; two while one is being rotated. No default.</summary>
    public IReadOnlyList<string> FunctionKeys { get; set; } = [];

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        FunctionKeys.Select((key, at) => UnusableSetting.OfSecret($"LocalHost:FunctionKeys:{at}", key, "function key")).OfType<UnusableSetting>();
}
