namespace RootWatch.Bridge.Ingestion;

/// <summary>Where in an EventBridge event's bytes its parts lie.</summary>
/// <param name="DetailType">The text of <c>detail-type</c>, between its quotation marks.</param>
/// <param name="IsCloudTrail">Whether CloudTrail recorded the event, so that <c>detail</c> is one of its records.</param>
/// <param name="Detail">The object in <c>detail</c>.</param>
internal readonly record struct Envelope(Range DetailType, bool IsCloudTrail, Range Detail);
