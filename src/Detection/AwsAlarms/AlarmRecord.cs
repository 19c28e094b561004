using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.AwsAlarms;

/// <summary>An alarm as a record of its account's root.</summary>
internal static class AlarmRecord
{
    /// <param name="envelope">EventBridge's envelope.</param>
    /// <param name="service">The service that reports, such as guardduty.</param>
    /// <param name="name">What the service calls it.</param>
    /// <param name="id">What identifies it, without the service; null where it has no id.</param>
    /// <param name="facts">What the alarm says beyond that.</param>
    /// <remarks>
    /// The service stands before the id. So the id comes after every UUID: of one second, what an alarm is about comes
    /// first, and the alarm finds its session.
    /// </remarks>
    public static RootRecord Of(JsonElement envelope, string service, string name, string? id, AlarmFacts facts)
    {
        var region = AwsNames.Region(envelope.Text("region"));
        return new RootRecord
        {
            EventId = id is null ? string.Empty : $"{service}/{id}".AsId(),
            EventTime = envelope.Time("time"),
            EventSource = $"{service}.amazonaws.com",
            EventName = name.Cut(),
            Identity = RootIdentity.AwsAlarm,
            Account = AwsNames.Account(envelope.Text("account")) ?? AwsNames.UnknownAccount,
            Partition = AwsNames.Partition(arn: null, region),
            Region = region,
            SourceIp = null,
            UserAgent = null,
            AccessKeyId = null,
            Mfa = MfaState.Unknown,
            ErrorCode = null,
            Failed = false,
            IsRead = true,
            Request = new RequestFacts(),
            SessionKey = null,
            LateReason = null,
            Alarm = facts,
        };
    }
}
