namespace RootWatch.Detection.Effects;

/// <summary>An action of an AWS service, named as IAM names it.</summary>
/// <param name="service">The service's IAM prefix, such as cloudwatch; of an unknown service, what CloudTrail calls it.</param>
/// <param name="serviceName">What people call the service; null of an unknown service.</param>
/// <param name="name">The action's name; of an unknown action, the event's name, which an attacker may have chosen.</param>
/// <param name="level">The access level; null of an unknown action.</param>
internal sealed class AwsAction(string service, string? serviceName, string name, AccessLevel? level)
{
    public string Service => service;

    public string? ServiceName => serviceName;

    public string Name => name;

    public AccessLevel? Level => level;

    /// <summary>AWS documents the action, so its name is not an attacker's text.</summary>
    public bool IsKnown => level is not null;

    /// <summary>The name, taken apart.</summary>
    public ActionName Words => field ??= ActionName.Of(name);

    public Verb? Verb => Words.Verb;

    /// <summary>What it does by its name.</summary>
    /// <param name="isReadOnly">What the record says of it; counts only where nothing else is known.</param>
    public Effect EffectOf(bool? isReadOnly) =>
        (IsKnown ? null : isReadOnly) switch
        {
            null => Once(ref _effect, isReadOnly: null),
            true => Once(ref _effectOfRead, isReadOnly: true),
            false => Once(ref _effectOfWrite, isReadOnly: false),
        };

    /// <summary>What it does in a sentence's words; null where nothing of it is known.</summary>
    public ActionPhrase? PhraseOf(Effect effect) =>
        effect is Effect.ReadContent or Effect.ReadSecret ? _reading ??= ActionPhrases.Of(this, effect) : _phrase ??= ActionPhrases.Of(this, effect);

    // A record asks for them a dozen times. The effect plus one, so that 0 means not computed yet; a byte, so that threads that race for it read it whole.
    private byte _effect;
    private byte _effectOfRead;
    private byte _effectOfWrite;
    private ActionPhrase? _phrase;
    private ActionPhrase? _reading;

    private Effect Once(ref byte known, bool? isReadOnly)
    {
        if (known == 0)
        {
            known = (byte)(EffectRules.EffectOf(this, isReadOnly) + 1);
        }

        return (Effect)(known - 1);
    }
}
