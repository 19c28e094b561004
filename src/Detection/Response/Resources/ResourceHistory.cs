using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>What records by anybody say of resources that a plan is about, and how CloudTrail's event history finds them.</summary>
public static class ResourceHistory
{
    /// <summary>What a record changed; nothing where it is of another account, failed, has no time, or changed nothing that a plan knows.</summary>
    /// <param name="bytes">One CloudTrail record as JSON.</param>
    /// <param name="account">The 12 digits of the account that the plan is for.</param>
    public static IReadOnlyList<ObservedChange> Read(ReadOnlySpan<byte> bytes, string account)
    {
        try
        {
            return bytes.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? Read(new RecordFields(bytes), account) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The names of the calls that undo a change, as CloudTrail has them; none where no single call does.</summary>
    /// <param name="resource">The resource, and what was done to it.</param>
    public static IReadOnlyList<string> CallsThatUndo(AffectedResource resource) =>
        resource.Change switch
        {
            ResourceChange.Made or ResourceChange.Changed => AffectedResourceReader.CallsThat(resource.Kind, ResourceChange.Removed),
            ResourceChange.Removed or ResourceChange.Deactivated => AffectedResourceReader.CallsThat(resource.Kind, ResourceChange.Made),
            _ => [],
        };

    private static IReadOnlyList<ObservedChange> Read(in RecordFields record, string account)
    {
        var name = record.Text(RecordField.EventName) ?? string.Empty;
        var own = OwnAccounts.Of(record, record.Text(RecordField.IdentityArn));
        if (record.Time(RecordField.EventTime) is not { } at || (own.Recipient ?? own.First ?? account) != account || RootRecordReader.HasFailed(record, name))
        {
            return [];
        }

        var call = ApiCall.Of(record.Text(RecordField.EventSource) ?? string.Empty, name);
        var request = RequestReading.Read(record.Json(RecordField.Request), call, own, record.Id(RecordField.IssuedAccessKey));
        var changed = AffectedResourceReader.Read(record, call, request, own, AwsNames.Region(record.Text(RecordField.Region))) ?? [];

        // A call that names no user is about its caller, so only root's own is about root.
        var isRoot = record.Is(RecordField.IdentityType, "Root"u8);
        return [.. changed.Where(resource => isRoot || resource.Kind is not (ResourceKind.RootAccessKey or ResourceKind.RootMfaDevice)).Select(resource => new ObservedChange(resource, at))];
    }
}
