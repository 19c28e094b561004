using System.Globalization;

namespace RootWatch.Bridge.Messages;

/// <summary>What a digest is made of: each kind of message counted apart.</summary>
internal sealed class DigestContent
{
    // In the order in which people want to know.
    private static readonly (string One, string Many)[] Kinds =
    [
        ("root incident", "root incidents"),
        ("act of tampering", "acts of tampering"),
        ("silence", "silences"),
        ("RootWatch alarm", "RootWatch alarms"),
        ("region change", "region changes"),
        ("end of silence", "ends of silence"),
        ("test", "tests"),
        ("other message", "other messages"),
    ];

    private readonly HashSet<string>[] _topics = [.. Kinds.Select(_ => new HashSet<string>(StringComparer.Ordinal))];

    public int Count => _topics.Sum(topics => topics.Count);

    public bool IsRootUseAlone => _topics[0].Count == Count;

    public void Add(Message message) => _topics[KindOf(message)].Add(message.Topic);

    /// <summary>Such as "2 incidents of root use, 1 silence and 3 tests".</summary>
    public override string ToString()
    {
        List<string> parts = [.. _topics.Index().Where(kind => kind.Item.Count > 0).Select(kind => $"{kind.Item.Count.ToString(CultureInfo.InvariantCulture)} {(kind.Item.Count == 1 ? Kinds[kind.Index].One : Kinds[kind.Index].Many)}")];
        return parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    private static int KindOf(Message message) =>
        message switch
        {
            Alert => 0,
            Notice { Kind: NoticeKind.Tampering } => 1,
            Notice { Kind: NoticeKind.SpokeSilent or NoticeKind.CloudTrailSilent or NoticeKind.RootPathSilent } => 2,
            Notice { Kind: NoticeKind.OwnAlarm } => 3,
            Notice { Kind: NoticeKind.RegionEnabled or NoticeKind.RegionDisabled } => 4,
            Notice { Kind: NoticeKind.SpokeBack or NoticeKind.CloudTrailBack or NoticeKind.RootPathBack } => 5,
            Notice { Kind: NoticeKind.Test } => 6,
            _ => 7,
        };
}
