using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;

namespace RootWatch.Bridge.OwnAlarms;

/// <summary>The words of notices about RootWatch's own alarms.</summary>
internal static class OwnAlarmNotices
{
    private const int LongestName = 64;

    public static Notice Of(OwnAlarm alarm, RedriveAdvice advice)
    {
        var (title, lines, command) = Words(alarm, advice);
        return new Notice(
            NoticeKind.OwnAlarm,
            $"system-alarm-{LedgerKeys.HashOf($"{alarm.Place} {alarm.Name} {alarm.Since}")}",
            Severity.High,
            title,
            [new("Account", alarm.Place.Account), new("Region", alarm.Place.Region), new("Alarm", alarm.Name), new("Raised", alarm.Since)],
            [.. lines])
        { Account = alarm.Place.Account, Command = command };
    }

    private static (string Title, IReadOnlyList<string> Lines, string? Command) Words(OwnAlarm alarm, RedriveAdvice advice)
    {
        return alarm.Name switch
        {
            "rootwatch-undelivered" => Waiting(
                "rootwatch-undelivered", "forwarded to the hub", "Check the role that the spoke's rules forward with, the hub's event bus and the bus's policy. \"rootwatch verify\" checks them all."),
            "rootwatch-dead-letters" or "rootwatch-dead-letters-age" => Waiting(
                "rootwatch-dead-letters", "delivered", "Check the hub's API destination rootwatch-root, the key in its connection, and this app. \"rootwatch verify\" checks them all."),
            "rootwatch-tampering-dead-letters" => Waiting(
                "rootwatch-tampering-dead-letters", "delivered", "Check the hub's API destination rootwatch-tampering, the key in its connection, and this app. \"rootwatch verify\" checks them all."),
            _ => (
                $"{(IsPlain(alarm.Name) ? $"The alarm {alarm.Name}" : "One of RootWatch's own alarms")} was raised in {alarm.Place.Region}.",
                ["Something between AWS and RootWatch does not work, and root use may go unnoticed. docs/operations.md says what each alarm means."],
                null),
        };

        (string, IReadOnlyList<string>, string?) Waiting(string queue, string what, string cause) =>
            ($"Events in {alarm.Place.Region} could not be {what} and wait in the queue {queue}.", [cause, "When this is fixed, send what waits again:"], advice.OfQueue(alarm.Place, queue));
    }

    // Anyone who may create alarms chooses their names, and a title holds no text from outside.
    private static bool IsPlain(string name) => name.Length <= LongestName && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
