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
        _hasDetailType |= _property == ObjectProperty.DetailType;
        _isNotice |= _property == ObjectProperty.S3;
    }

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

    private static ObjectProperty NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return
                reader.ValueTextEquals("userIdentity"u8) ? ObjectProperty.UserIdentity
                : reader.ValueTextEquals("detail-type"u8) ? ObjectProperty.DetailType
                : reader.ValueTextEquals("detail"u8) ? ObjectProperty.Detail
                : reader.ValueTextEquals("s3"u8) ? ObjectProperty.S3
                : reader.ValueTextEquals("status"u8) || reader.ValueTextEquals("QueryStatus"u8) ? ObjectProperty.Status
                : IsList(ref reader) ? ObjectProperty.List
                : ObjectProperty.Other;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no name that means anything here, and no reason to leave the event out.
            return ObjectProperty.Other;
        }
    }

    // Log files, LookupEvents, CloudWatch Logs and its subscriptions, SQS, Firehose, Splunk and Insights, CloudTrail Lake.
    private static bool IsList(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("Records"u8) || reader.ValueTextEquals("Events"u8)
        || reader.ValueTextEquals("events"u8) || reader.ValueTextEquals("logEvents"u8)
        || reader.ValueTextEquals("Messages"u8) || reader.ValueTextEquals("records"u8)
        || reader.ValueTextEquals("results"u8) || reader.ValueTextEquals("QueryResultRows"u8);
}
