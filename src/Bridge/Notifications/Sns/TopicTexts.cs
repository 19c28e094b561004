using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>The message by protocol; SNS sends <see cref="Default"/> to every protocol not named.</summary>
internal sealed record TopicTexts
{
    [JsonPropertyName("default")]
    public required string Default { get; init; }

    [JsonPropertyName("email")]
    public required string Email { get; init; }

    [JsonPropertyName("sms")]
    public required string Sms { get; init; }
}
