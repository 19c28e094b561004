namespace Amazon.SimpleNotificationService.Model;

/// <summary>An attribute of a message.</summary>
public sealed class MessageAttributeValue
{
    public string? DataType { get; set; }

    public string? StringValue { get; set; }
}
