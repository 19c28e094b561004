using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Tampering;

/// <summary>Reads the records of change sets that <see cref="TamperReader"/> cannot judge by themselves.</summary>
internal static class ChangeSetReader
{
    /// <summary>The calls that matter though they do not name RootWatch.</summary>
    public static IEnumerable<byte[]> Calls { get; } = TamperCalls.Names("ExecuteChangeSet");

    /// <summary>Null where the record is about none, and then nothing is allocated.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static ChangeSet? Read(ReadOnlySpan<byte> bytes)
    {
        var record = new RecordFields(bytes);
        if (!record.Is(RecordField.EventSource, "cloudformation.amazonaws.com"u8))
        {
            return null;
        }

        if (record.Is(RecordField.EventName, "CreateChangeSet"u8))
        {
            return RootWatchName.IsInRequest(record.Json(RecordField.Request)) && record.Id(RecordField.CreatedId) is { } created ? new ChangeSet(created, Execution: null) : null;
        }

        return record.Is(RecordField.EventName, "ExecuteChangeSet"u8) && !record.Has(RecordField.RequestedStack) && record.Id(RecordField.RequestedChangeSet) is { } executed
            ? new ChangeSet(executed, TamperReader.Read(record, TamperedThing.RootWatch, bytes))
            : null;
    }
}
