using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.TestEvents;

/// <summary>The words of a test.</summary>
internal static class TestNotices
{
    public static string TopicOf(Guid id) => $"system-test-{id:N}";

    public static Notice Of(string account, string region, Guid id, DateTimeOffset now) =>
        new(
            NoticeKind.Test,
            TopicOf(id),
            Severity.Informational,
            "This is a test: nobody used root. Somebody is testing whether messages from RootWatch arrive.",
            [new Fact("From account", account), new Fact("Region", region), new Fact("Test", id.ToString()), new Fact("Reached the function", Phrases.Utc(now))],
            ["There is nothing to do. An alert would have come the same way."])
        { Account = account };
}
