using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.SideBySide.Data;

/// <summary>The samples of root's own acts: as they are, and moved into another account, session and time.</summary>
internal sealed class RootSamples
{
    /// <summary>The records as they are.</summary>
    public static IReadOnlyList<byte[]> Records { get; } =
    [
        .. from file in Directory.EnumerateFiles(Repository.PathOf("tests/Samples/cloudtrail"), "root-*.json").Order(StringComparer.Ordinal)
           where !Path.GetFileName(file).StartsWith("root-alarm-", StringComparison.Ordinal)
           let record = RecordIn(file)
           where record is not null && Detector.Read(record) is { Identity: RootIdentity.RootUser }
           select record,
    ];

    private readonly IReadOnlyList<JsonObject> _samples =
        [.. Records.Select(static record => JsonNode.Parse(record)!.AsObject()).Where(static record => record["userIdentity"] is JsonObject)];

    /// <summary>Each sample once.</summary>
    public IReadOnlyList<byte[]> All(string account, DateTimeOffset at, DateTimeOffset session, Random random) =>
        [.. _samples.Select(sample => Moved(sample, account, at, session, random))];

    /// <summary>Any of the samples.</summary>
    public byte[] Any(string account, DateTimeOffset at, DateTimeOffset session, Random random) =>
        Moved(_samples[random.Next(_samples.Count)], account, at, session, random);

    // As CloudTrail writes it, without blanks. Null where it is deeper than readers go unless they are told to, or holds half a character.
    private static byte[]? RecordIn(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file))?["detail"] is { } detail ? JsonSerializer.SerializeToUtf8Bytes(detail) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Moved(JsonObject sample, string account, DateTimeOffset at, DateTimeOffset session, Random random)
    {
        var record = sample.DeepClone().AsObject();
        var identity = record["userIdentity"]!.AsObject();
        identity["accountId"] = account;
        identity["principalId"] = account;
        identity["arn"] = $"arn:aws:iam::{account}:root";
        if (identity["sessionContext"]?["attributes"] is JsonObject attributes)
        {
            attributes["creationDate"] = RecordMaker.Time(session);
        }

        record["recipientAccountId"] = account;
        record["eventTime"] = RecordMaker.Time(at);
        record["eventID"] = Text.Guid(random);
        return JsonSerializer.SerializeToUtf8Bytes(record);
    }
}
