using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Effects;

/// <summary>Works out what an action does: from its name, and from what its request shows.</summary>
internal static class EffectClassifier
{
    /// <summary>What a record's act does, by its name and by what its request shows.</summary>
    public static Effect Classify(RootRecord record)
    {
        // A finding's type is not the name of an action.
        if (record.Alarm is not null)
        {
            return Effect.Look;
        }

        var action = AwsActions.Find(record.EventSource, record.EventName);
        var named = action.EffectOf(record.IsRead);
        return IsRead(named) ? named : Shown(record.Request, named, action.Verb);
    }

    /// <summary>Whether an event only reads; what the record says counts only where nothing else is known.</summary>
    public static bool IsRead(string eventSource, string eventName, bool? isReadOnly) => IsRead(AwsActions.Find(eventSource, eventName).EffectOf(isReadOnly));

    private static bool IsRead(Effect effect) => effect is Effect.Look or Effect.ReadContent or Effect.ReadSecret;

    /// <summary>Makes, or switches on, what protects: the opposite of <see cref="Effect.TakeProtectionOff"/>.</summary>
    public static bool MakesProtection(RootRecord record)
    {
        var action = AwsActions.Find(record.EventSource, record.EventName);
        return Classify(record) is Effect.Create or Effect.Change or Effect.Grant
            && record.Request.Protection != ProtectionChange.Weakened
            && (record.Request.Protection == ProtectionChange.Strengthened
                || (action.Verb?.Kind is VerbKind.Make or VerbKind.Enable && EffectRules.Protections.Names(action) && !EffectRules.AroundProtections.Names(action)));
    }

    // A request that removes or ends something lets nobody in, whatever it names, and removes a protection only where its name says so.
    private static Effect Shown(RequestFacts request, Effect named, Verb? verb) =>
        verb?.Kind is VerbKind.Take or VerbKind.Delete or VerbKind.Disable ? named
        : request switch
        {
            { LetsIn: LetsIn.ForeignIdentityProvider } => Effect.Persist,
            { LetsIn: LetsIn.AnotherAccount or LetsIn.Everybody } => Effect.Expose,
            { OpensNetwork: true } => Effect.Expose,
            { Protection: ProtectionChange.Weakened } => Effect.TakeProtectionOff,
            { Removes: true } when named is Effect.Expose or Effect.Grant or Effect.Persist => Effect.Change,
            { ScaledToZero: true } when named == Effect.Use => Effect.Change,
            _ => named,
        };
}
