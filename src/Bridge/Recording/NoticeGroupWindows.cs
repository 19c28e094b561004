using System.Collections.Immutable;

namespace RootWatch.Bridge.Recording;

/// <summary>The latest hours of one fold. It is kept in the ledger.</summary>
public sealed record NoticeGroupWindows(ImmutableList<NoticeGroupWindow> Latest)
{
    // EventBridge brings an event back for a day.
    private const int Most = 48;

    public NoticeGroupWindow? Of(DateTimeOffset at) => Latest.Find(window => window.Has(at));

    public NoticeGroupWindows With(NoticeGroupWindow window) => new([.. Latest.Add(window).OrderByDescending(one => one.Start).Take(Most)]);
}
