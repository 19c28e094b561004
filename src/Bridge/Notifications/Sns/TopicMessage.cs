namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>One SNS message, within SNS's rules.</summary>
/// <param name="TopicArn">Where to.</param>
/// <param name="Subject">Printable ASCII, at most 99 characters.</param>
/// <param name="Body">The text; or a JSON object of texts by protocol.</param>
/// <param name="IsByProtocol">Whether it is that object, for MessageStructure=json.</param>
/// <param name="Attributes">String attributes for subscription filters.</param>
/// <param name="GroupId">For FIFO topics alone.</param>
/// <param name="DeduplicationId">For FIFO topics alone.</param>
public sealed record TopicMessage(
    string TopicArn,
    string Subject,
    string Body,
    bool IsByProtocol,
    IReadOnlyDictionary<string, string> Attributes,
    string? GroupId,
    string? DeduplicationId);
