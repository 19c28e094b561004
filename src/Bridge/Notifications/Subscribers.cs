using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications;

/// <summary>Whether anybody hears what a channel takes, as its service said.</summary>
/// <param name="Confirmed">How many subscriptions are confirmed; null where the service did not say.</param>
/// <param name="Asked">When it was asked, UTC.</param>
/// <param name="Problem">Why it did not say; null where it did.</param>
public sealed record Subscribers(int? Confirmed, DateTimeOffset Asked, string? Problem = null)
{
    /// <summary>It is known that nobody hears the channel.</summary>
    [JsonIgnore]
    public bool AreNone => Confirmed == 0;
}
