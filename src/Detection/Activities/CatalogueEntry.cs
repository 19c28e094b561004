using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Requests;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Activities;

/// <summary>One thing that root may do, and its assessment.</summary>
/// <param name="Id">The id of the signal it gives.</param>
/// <param name="Activity">What kind of root use it is.</param>
/// <param name="Assessment">Whether it is normal.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Why">Why it is assessed so, one sentence.</param>
/// <param name="Verb">What was done, to be read after "Root": "changed" in "changed the email address".</param>
/// <param name="Infinitive">The same where it failed, to be read after "Root tried to".</param>
/// <param name="What">What it was done to, the rest of the sentence.</param>
/// <param name="Events">As <see cref="EventPattern"/> reads them.</param>
internal sealed record CatalogueEntry(
    string Id,
    Activity Activity,
    Assessment Assessment,
    Severity Severity,
    string Why,
    string Verb,
    string Infinitive,
    string What,
    params string[] Events)
{
    private readonly EventPattern[] _events = [.. Events.Select(EventPattern.Parse)];
    private readonly ActionPhrase _phrase = new($"{Verb} {What}", $"{Infinitive} {What}");

    /// <summary>Narrows the entry to some of its events' records.</summary>
    public Func<RootRecord, bool> When { get; init; } = static _ => true;

    /// <summary>The effect that it assesses where no entry names the action; null of an entry that names actions.</summary>
    public Effect? Effect { get; init; }

    /// <summary>Uses the action's own words where AWS documents it: "deleted a hosted zone in Route 53".</summary>
    public bool NamesAction { get; init; }

    /// <summary>Applies even where a service acts for root: no service does this by itself.</summary>
    public bool EvenByService { get; init; }

    /// <summary>It is about what others do to root, and never about what root does.</summary>
    public bool IsByOthers { get; init; }

    /// <summary>What <see cref="When"/> asks for, to be read after "when"; empty where it asks for nothing.</summary>
    public string WhenText { get; init; } = string.Empty;

    /// <summary>No policy and no declared window makes it less than it is here.</summary>
    public bool NoSettingSilences { get; init; }

    /// <summary>Only a window or an allow rule that names the entry itself makes it less; its activity, or no task at all, does not.</summary>
    public bool MustBeNamed { get; init; }

    /// <summary>The id of the entry for the same act where it is worse; a window that plans that entry plans this one, too. Null where there is none.</summary>
    public string? LesserOf { get; init; }

    /// <summary>Intruders gain nothing by it, so it is not reported beside planned use.</summary>
    public bool IsHarmless => Assessment == Assessment.Expected && Severity <= Severity.Low && Techniques.Length == 0;

    /// <summary>Who reports or does it; null where the record's identity says so.</summary>
    public string? Subject { get; init; }

    /// <summary>JSON paths of the fields that it looks at.</summary>
    public string[] Evidence { get; init; } = ["$.eventSource", "$.eventName"];

    /// <summary>ATT&amp;CK technique ids.</summary>
    public string[] Techniques { get; init; } = [];

    public IReadOnlyList<EventPattern> Patterns => _events;

    /// <summary>It knows no event by name.</summary>
    public bool IsForEveryEvent => Events is ["*: *"];

    /// <summary>Whether the event is one of the entry's, whatever else the record says.</summary>
    public bool Names(RootRecord record)
    {
        if (IsByOthers == record.IsByOthers)
        {
            foreach (var pattern in _events)
            {
                if (pattern.Matches(record.EventSource, record.EventName))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public bool Matches(RootRecord record) => Names(record) && When(record);

    public Signal ToSignal(RootRecord record)
    {
        var subject = Subject ?? record.Identity switch
        {
            RootIdentity.FederatedByRoot => "A federated session of root",
            RootIdentity.AssumeRootCaller => "A management account",
            RootIdentity.AssumedRootSession => "A centralized root session",
            RootIdentity.Service => "An AWS service acting for root",
            RootIdentity.AwsSupport => "AWS Support, acting for root,",
            RootIdentity.ActOnRoot => "Somebody other than root",
            _ => "Root",
        };
        var phrase = (NamesAction ? AwsActions.Find(record.EventSource, record.EventName).PhraseOf(EffectClassifier.Classify(record)) : null) ?? _phrase;
        var shown = NamesAction ? ShownOf(record.Request) : string.Empty;
        var sentence = record.Failed ? $"{subject} tried to {phrase.Tried}{shown} and failed." : $"{subject} {phrase.Done}{shown}.";
        var worst = record.Alarm is { } alarm && alarm.Severity > Severity ? alarm.Severity : Severity;

        // Others' calls fail every day, and a failed call has no effect.
        var (assessment, severity) = IsByOthers && record.Failed ? ((Assessment)Math.Min((int)Assessment, (int)Assessment.Unusual), (Severity)Math.Min((int)Severity, (int)Severity.Medium)) : (Assessment, worst);
        return new Signal(Id, sentence, Why, assessment, severity, Evidence, Techniques);
    }

    // What makes it worse than its name says.
    private string ShownOf(RequestFacts request) =>
        Effect switch
        {
            Effects.Effect.Expose or Effects.Effect.Persist when request.LetsIn == LetsIn.AnotherAccount => ", giving another AWS account access",
            Effects.Effect.Persist when request.LetsIn == LetsIn.ForeignIdentityProvider => ", giving another identity provider's users access",
            Effects.Effect.Expose when request.OpensNetwork => ", open to the whole internet",
            Effects.Effect.TakeProtectionOff when request.Protection == ProtectionChange.Weakened => ", weakening what protects the account",
            _ => string.Empty,
        };
}
