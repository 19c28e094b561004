using System.Text.Json.Serialization;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>What a channel is to tell.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Alert), "alert")]
[JsonDerivedType(typeof(Notice), "notice")]
public abstract record Message
{
    /// <summary>What it is about: an incident's name, or that of something of our own, which begins with <c>system-</c>.</summary>
    [JsonIgnore]
    public abstract string Topic { get; }

    /// <summary>How urgent it is.</summary>
    [JsonIgnore]
    public abstract Severity Urgency { get; }

    /// <summary>The same for two messages that tell the same.</summary>
    [JsonIgnore]
    public abstract string Fingerprint { get; }

    /// <summary>Its place among the messages of its topic, from 1; an incident's later ones are updates.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Something was wrong with another way of telling it; null where nothing was.</summary>
    public string? Remark { get; init; }
}
