using System.Security.Cryptography;
using RootWatch.FunctionApp.Functions;
using RootWatch.LocalHost;

namespace RootWatch.Cli.Serve;

/// <summary>The two keys of a local run, as a deployment has them.</summary>
/// <param name="Events">The function key that EventBridge would hold: it delivers events, and opens nothing else.</param>
/// <param name="Operator">The host key of people and of this tool: it opens everything.</param>
internal sealed record LocalKeys(string Events, string Operator)
{
    public IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new($"{FunctionKeyOptions.SectionName}:{nameof(FunctionKeyOptions.Keys)}:{nameof(ReceiveEvents)}:0", Events),
        new($"{FunctionKeyOptions.SectionName}:{nameof(FunctionKeyOptions.FunctionKeys)}:0", Operator),
    ];

    public static LocalKeys Make() => new(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(32, lowercase: true));
}
