using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan;

/// <summary>What an object's properties make of it, as they come by.</summary>
internal struct ObjectMarks
{
    private ObjectProperty _property;
    private bool _hasIdentity;
    private bool _hasDetailType;
    private bool _hasDetail;
    private bool _isNotice;

    /// <summary>A record or an envelope where that is certain; anything else needs a closer look.</summary>
    public readonly RecordKind Kind =>
        _hasDetailType ? (_hasDetail ? RecordKind.Envelope : RecordKind.None)
        : _hasIdentity && !_isNotice ? RecordKind.Record
        : RecordKind.None;

    /// <summary>Whether the property that was taken last is known to list events.</summary>
    public readonly bool NamesList => _property == ObjectProperty.List;

    public void Take(ref Utf8JsonReader reader)
    {
        _property = NameOf(ref reader);
        _isNotice |= _property == ObjectProperty.S3;
    }

    /// <summary>Takes that the last property's value is a text.</summary>
    public void TakeText() => _hasDetailType |= _property == ObjectProperty.DetailType;

    /// <summary>Takes that the last property's value is an object.</summary>
    public void TakeObject()
    {
        _hasIdentity |= _property == ObjectProperty.UserIdentity;
        _hasDetail |= _property == ObjectProperty.Detail;
    }

    /// <summary>Whether the last property's value says that a query's results are not all.</summary>
    public readonly bool SaysUnfinished(ref Utf8JsonReader reader) =>
        _property == ObjectProperty.Status
        && (reader.Is("running"u8) || reader.Is("queued"u8) || reader.Is("scheduled"u8) || reader.Is("failed"u8) || reader.Is("cancelled"u8) || reader.Is("timed_out"u8) || reader.Is("timeout"u8));

    // Every record's names come by here. Nobody escapes these; an object that does is looked at more closely.
    private static ObjectProperty NameOf(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        return name.Length switch
        {
            2 when name.SequenceEqual("s3"u8) => ObjectProperty.S3,
            6 when name.SequenceEqual("detail"u8) => ObjectProperty.Detail,
            6 when name.SequenceEqual("status"u8) => ObjectProperty.Status,
            11 when name.SequenceEqual("detail-type"u8) => ObjectProperty.DetailType,
            11 when name.SequenceEqual("QueryStatus"u8) => ObjectProperty.Status,
            12 when name.SequenceEqual("userIdentity"u8) => ObjectProperty.UserIdentity,
            _ => IsList(name) ? ObjectProperty.List : ObjectProperty.Other,
        };
    }

    // Log files, LookupEvents, CloudWatch Logs and its subscriptions, SQS, Firehose, Splunk and Insights, CloudTrail Lake.
    private static bool IsList(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            6 => name.SequenceEqual("Events"u8) || name.SequenceEqual("events"u8),
            7 => name.SequenceEqual("Records"u8) || name.SequenceEqual("records"u8) || name.SequenceEqual("results"u8),
            8 => name.SequenceEqual("Messages"u8),
            9 => name.SequenceEqual("logEvents"u8),
            15 => name.SequenceEqual("QueryResultRows"u8),
            _ => false,
        };
}
