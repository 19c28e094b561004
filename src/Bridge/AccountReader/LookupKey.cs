namespace RootWatch.Bridge.AccountReader;

/// <summary>By what CloudTrail's event history finds events. The names are those of CloudTrail's attributes.</summary>
public enum LookupKey
{
    /// <summary>Who called: <c>root</c>, an IAM user's name, or a role session's name.</summary>
    Username,

    /// <summary>What was called.</summary>
    EventName,

    /// <summary>The access key that signed the call.</summary>
    AccessKeyId,

    /// <summary>A resource that the call was about: its name, id or ARN.</summary>
    ResourceName,
}
