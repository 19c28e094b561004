using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Messages;

/// <summary>Where a record can be seen in the AWS console.</summary>
internal static class ConsoleLink
{
    /// <summary>Null where the partition has no public console, or the record does not say where it was made.</summary>
    public static Uri? To(RootRecord record)
    {
        var host = record.Partition switch
        {
            "aws" => "console.aws.amazon.com",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            "aws-cn" => "console.amazonaws.cn",
            "aws-eusc" => "console.amazonaws-eusc.eu",
            _ => null,
        };
        return host is null || record.Region is null || !Guid.TryParse(record.EventId, out _)
            ? null
            : new Uri($"https://{record.Region}.{host}/cloudtrailv2/home?region={record.Region}#/events/{record.EventId}");
    }
}
