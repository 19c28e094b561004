namespace RootWatch.Bridge.Recording;

/// <summary>What is told once for many: the first of it in an hour, and then no more.</summary>
/// <param name="Name">The same for whatever is told together.</param>
/// <param name="At">When it happened, UTC.</param>
public sealed record NoticeGroup(string Name, DateTimeOffset At)
{
    internal string Key => $"fold|{LedgerKeys.HashOf(Name)}";
}
