using RootWatch.Bridge.Settings;

namespace RootWatch.LocalHost;

/// <summary>The keys of functions of level Function. In Azure the Functions host keeps them instead. Section <c>LocalHost</c>.</summary>
public sealed class FunctionKeyOptions : ICheckedSettings
{
    public const string SectionName = "LocalHost";

    /// <summary>The host keys that are valid now, each of which opens every function, of at least 16 characters; two while one is being rotated. Default: none.</summary>
    public IReadOnlyList<string> FunctionKeys { get; set; } = [];

    /// <summary>The function keys that are valid now, by the function's name, each of which opens that function alone, such as LocalHost:Keys:ReceiveEvents:0. Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; set; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every key, with its setting's name.</summary>
    internal IEnumerable<(string Setting, string Key)> All =>
        FunctionKeys.Select((key, at) => ($"{SectionName}:{nameof(FunctionKeys)}:{at}", key))
            .Concat(Keys.SelectMany(static function => function.Value.Select((key, at) => ($"{SectionName}:{nameof(Keys)}:{function.Key}:{at}", key))));

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        All.Select(static item => UnusableSetting.OfSecret(item.Setting, item.Key, "function key")).OfType<UnusableSetting>();
}
