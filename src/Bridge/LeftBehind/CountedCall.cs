using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>A call that is counted, so that it is not counted again where the history brings it twice.</summary>
/// <param name="Id">What tells it from others.</param>
/// <param name="At">When it was made, UTC.</param>
internal sealed record CountedCall(string Id, DateTimeOffset At)
{
    private const int Digits = 16;

    public static string IdOf(string eventId) => LedgerKeys.HashOf(eventId)[..Digits];
}
