using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>What a region is asked for root's events: those that carry root's name, and those that concern root and may carry another one.</summary>
internal static class RegionQuestions
{
    public static IReadOnlyList<(LookupKey Key, string Value)> All { get; } =
    [
        (LookupKey.Username, "root"),

        // An account's alias stands for root in sign-ins, and root's federated sessions have names of their own.
        (LookupKey.EventName, "ConsoleLogin"),

        // It carries the caller's name.
        (LookupKey.EventName, "AssumeRoot"),
    ];
}
