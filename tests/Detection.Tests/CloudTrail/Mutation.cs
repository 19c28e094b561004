using System.Text;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>Writes a record in another way, or makes another of it: casing, escapes, white space, names and texts that matter.</summary>
internal static class Mutation
{
    private const int Most = 4;

    private static readonly byte[][] Texts =
    [
        .. new[]
        {
            "Root", "root", "AssumedRole", "IAMUser", "FederatedUser", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/x", "x\\\":root", "AssumeRoot", "AssumeRole", "StopLogging", "updatedetector", "CloseAccount",
            "UpdatePolicy", "DescribeTrails", "sts.amazonaws.com", "cloudtrail.amazonaws.com", "guardduty.amazonaws.com", "organizations.amazonaws.com", "events.amazonaws.com", "rootwatch-rule", "false", "type", "arn", "userIdentity",
            "sessionIssuer", "sessionContext", "eventName", "eventSource", "readOnly", "requestParameters", "",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Properties =
    [
        .. new[]
        {
            ",\"userIdentity\":{\"type\":\"Root\"}", ",\"userIdentity\" : null", ",\"UserIdentity\":{\"arn\":\"arn:aws:iam::111122223333:Root\",\"Type\":\"IAMUser\"}", ",\"eventName\":\"AssumeRoot\",\"eventSource\":\"sts.amazonaws.com\"",
            ",\"EVENTNAME\"\t:\n\"StopLogging\"", ",\"eventSource\":\"cloudtrail.amazonaws.com\"", ",\"event\\u004eame\":\"DeleteTrail\"", ",\"eventName\":5", ",\"eventName\":\"GetTrail\"", ",\"x\":\"\\\\\"", ",\"readOnly\":false",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] Of(byte[] record, Random random)
    {
        for (var changes = random.Next(1, Most + 1); changes > 0; changes--)
        {
            record = Change(record, random.Next(record.Length), random);
        }

        return record;
    }

    private static byte[] Change(byte[] record, int at, Random random) =>
        random.Next(6) switch
        {
            0 or 1 => TextFrom(record, at) is var (start, end) && end > 0 ? [.. record.AsSpan(0, start), .. Texts[random.Next(Texts.Length)], .. record.AsSpan(end)] : record,
            2 => char.IsAsciiLetter((char)record[at]) && at > 0 && record[at - 1] != '\\' ? [.. record.AsSpan(0, at), .. Encoding.UTF8.GetBytes($"\\u{(int)record[at]:x4}"), .. record.AsSpan(at + 1)] : record,
            3 => char.IsAsciiLetter((char)record[at]) ? [.. record.AsSpan(0, at), (byte)(record[at] ^ 0x20), .. record.AsSpan(at + 1)] : record,
            4 => record.AsSpan(at).IndexOfAny(":,"u8) is >= 0 and var mark ? [.. record.AsSpan(0, at + mark + 1), .. " \r\n\t"u8, .. record.AsSpan(at + mark + 1)] : record,
            _ => [.. record.AsSpan(0, record.Length - 1), .. Properties[random.Next(Properties.Length)], .. record.AsSpan(record.Length - 1)],
        };

    // The first text or name that begins at a place or after it.
    private static (int Start, int End) TextFrom(ReadOnlySpan<byte> record, int at)
    {
        var begin = record[at..].IndexOfAny(":,{"u8);
        var start = begin < 0 ? -1 : record[(at + begin)..].IndexOf((byte)'"') + at + begin + 1;
        var length = start > 0 ? record[start..].IndexOf((byte)'"') : -1;
        return length >= 0 ? (start, start + length) : (0, 0);
    }
}
