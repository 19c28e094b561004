using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>Why an account or a region could not be asked, for people.</summary>
internal static class RefusalWords
{
    public static string Of(ReaderRefusal refusal) =>
        refusal switch
        {
            ReaderRefusal.RoleMissing => "the reader role is missing or does not trust the bridge",
            ReaderRefusal.Denied => "the reader role is denied",
            ReaderRefusal.Throttled => "AWS throttled the calls",
            ReaderRefusal.ExpiredToken => "the event history did not return its next page",
            ReaderRefusal.Unavailable => "AWS gave no usable answer",
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, message: null),
        };
}
