namespace RootWatch.Detection.Effects;

/// <summary>An action of an AWS service, named as IAM names it.</summary>
/// <param name="service">The service's IAM prefix, such as cloudwatch; of a service that nobody knows, what CloudTrail calls it.</param>
/// <param name="serviceName">What people call the service; null where nobody knows it.</param>
/// <param name="name">The action's name; of an action that nobody knows, the event's, which an attacker may have chosen.</param>
/// <param name="level">The access level; null of an action that nobody knows.</param>
internal sealed class AwsAction(string service, string? serviceName, string name, AccessLevel? level)
{
    public string Service => service;

    public string? ServiceName => serviceName;

    public string Name => name;

    public AccessLevel? Level => level;

    /// <summary>AWS documents the action, so its name is no attacker's text.</summary>
    public bool IsKnown => level is not null;

    /// <summary>The name, taken apart.</summary>
    public ActionName Words => field ??= ActionName.Of(name);

    public Verb? Verb => Words.Verb;

    /// <summary>What it does by its name.</summary>
    /// <param name="isReadOnly">What the record says of it; counts only where nothing else knows.</param>
    public Effect EffectOf(bool? isReadOnly) => IsKnown ? (Effect)(_effect ??= EffectRules.EffectOf(this, isReadOnly: null)) : EffectRules.EffectOf(this, isReadOnly);

    // Boxed, so that threads that race for it read it whole.
    private object? _effect;
}
