using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Tests;

/// <summary>What must hold for any record.</summary>
public sealed class PropertyTests
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };
    private static readonly JsonSerializerOptions Escaped = new() { Encoder = JavaScriptEncoder.Create(new TextEncoderSettings()), MaxDepth = int.MaxValue };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };

    // Records that stay records when they are written anew: no half surrogate pairs, no thousands of levels.
    private static readonly string[] Records = [.. Sample.Names.Where(name => !name.Contains("surrogate", StringComparison.Ordinal) && !name.Contains("deep", StringComparison.Ordinal) && !name.Contains("alert", StringComparison.Ordinal) && !name.Contains("no-event-id", StringComparison.Ordinal))];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String, One("root", "Root", "ROOT", "arn:aws:iam::111122223333:root", "AssumeRoot", "sts.amazonaws.com", "\"type\":\"Root\"", "signin.amazonaws.com"));

    private static readonly Gen<JsonNode?> Anything = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null),
        Gen.Dictionary(One("userIdentity", "type", "arn", "x", "sessionIssuer"), Text)[0, 3].Select(members => (JsonNode?)new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)JsonValue.Create(member.Value))))),
        Text.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => (JsonNode?)JsonValue.Create(item))])));

    // Somebody who is not root, whatever else the record says: no ARN of root's, no session of root's, and another call than AssumeRoot.
    private static readonly Gen<JsonObject> NotRoot =
        from type in One<string?>("IAMUser", "AssumedRole", "FederatedUser", "AWSService", "AWSAccount", "IdentityCenterUser", "SAMLUser", "WebIdentityUser", "Unknown", "Rooted", "notroot", "", null)
        from user in Text
        from name in One("CreateAccessKey", "StopLogging", "AssumeRole", "RunInstances", "ConsoleLogin")
        from fields in Gen.Dictionary(One("requestParameters", "responseElements", "additionalEventData", "userAgent", "sourceIPAddress", "eventTime", "eventType", "errorCode", "resources", "readOnly", "addendum", "eventID"), Anything)[0, 8]
        select new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())))
        {
            ["eventSource"] = "iam.amazonaws.com",
            ["eventName"] = name,
            ["userIdentity"] = new JsonObject { ["type"] = type, ["userName"] = user, ["principalId"] = user, ["arn"] = "arn:aws:iam::111122223333:user/" + user + "x" },
        };

    [Fact]
    public void Without_a_root_identity_nothing_ever_fires() =>
        NotRoot.Sample(record => Detector.Detect(Bytes(record, Plain)).ShouldBeNull(), iter: Effort.Of(20_000));

    [Fact]
    public void Escaping_changes_nothing() => Unchanged(record => Bytes(record, Escaped));

    [Fact]
    public void White_space_changes_nothing() => Unchanged(record => Bytes(record, new JsonSerializerOptions(Plain) { WriteIndented = true }));

    [Fact]
    public void The_order_of_fields_changes_nothing() =>
        (from name in One(Records) from seed in Gen.Int select (name, seed)).Sample(
            sample => Same(Record(sample.name), Bytes(Shuffled(Record(sample.name), new Random(sample.seed)), Plain)), iter: Effort.Of(2_000));

    [Fact]
    public void Unknown_fields_change_nothing() =>
        (from name in One(Records) from value in Anything select (name, value)).Sample(
            sample =>
            {
                var record = Record(sample.name);
                var more = (JsonObject)record.DeepClone();
                more["someFieldOfTheFuture"] = sample.value?.DeepClone();
                Same(record, Bytes(more, Plain));
            },
            iter: Effort.Of(2_000));

    [Fact]
    public void The_casing_of_field_names_changes_nothing() => Unchanged(record => Bytes(Recased(record), Plain));

    [Fact]
    public void The_casing_of_the_event_and_its_source_changes_nothing() => Unchanged(
        record =>
        {
            var other = (JsonObject)record.DeepClone();
            foreach (var field in new[] { "eventName", "eventSource" })
            {
                if (other[field] is JsonValue value)
                {
                    other[field] = value.GetValue<string>().ToUpperInvariant();
                }
            }

            return Bytes(other, Plain);
        },
        _ => true);

    [Fact]
    public void A_further_signal_never_makes_a_finding_less() =>
        (from name in One(Records)
         from assessment in One(Enum.GetValues<Assessment>())
         from severity in One(Enum.GetValues<Severity>())
         select (name, assessment, severity)).Sample(
            sample =>
            {
                if (Detector.Detect(Sample.Record(sample.name)) is not { } finding)
                {
                    return;
                }

                var further = new Signal("further", "Further.", "Further.", sample.assessment, sample.severity, [], ["T0000"]);
                var more = new Finding(finding.Record, finding.Activity, finding.Act, [.. finding.Signals, further]);
                (more.Severity >= finding.Severity && more.Assessment >= finding.Assessment).ShouldBeTrue();
                more.Techniques.ShouldContain("T0000");
            },
            iter: Effort.Of(2_000));

    private static Gen<T> One<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static void Unchanged(Func<JsonObject, byte[]> write, Func<RootRecord, bool>? ignoresText = null)
    {
        foreach (var name in Records)
        {
            Same(Record(name), write(Record(name)), ignoresText is not null);
        }
    }

    private static void Same(JsonObject record, byte[] other, bool ignoresNames = false)
    {
        var (one, two) = (Detector.Detect(Bytes(record, Plain)), Detector.Detect(other));
        (two is null).ShouldBe(one is null);
        if (one is null || two is null)
        {
            return;
        }

        two.Activity.ShouldBe(one.Activity);
        two.Severity.ShouldBe(one.Severity);
        two.Assessment.ShouldBe(one.Assessment);
        two.Ids().ShouldBe(one.Ids());
        Comparable(two.Record, ignoresNames).ShouldBe(Comparable(one.Record, ignoresNames));
        (two.Record.Affects ?? []).ShouldBe(one.Record.Affects ?? []);
    }

    private static RootRecord Comparable(RootRecord record, bool ignoresNames) =>
        ignoresNames ? record with { Affects = null, EventName = record.EventName.ToUpperInvariant(), EventSource = record.EventSource.ToUpperInvariant() } : record with { Affects = null };

    private static JsonObject Record(string sample) => JsonNode.Parse(Sample.Record(sample), documentOptions: Deep)!.AsObject();

    private static byte[] Bytes(JsonNode node, JsonSerializerOptions options) => Encoding.UTF8.GetBytes(node.ToJsonString(options));

    private static JsonObject Shuffled(JsonObject record, Random random)
    {
        var members = record.Select(member => KeyValuePair.Create(member.Key, member.Value is JsonObject inner ? Shuffled(inner, random) : member.Value?.DeepClone())).ToArray();
        random.Shuffle(members);
        return new JsonObject(members);
    }

    private static JsonObject Recased(JsonObject record) =>
        new(record.Select(member => KeyValuePair.Create(member.Key.ToUpperInvariant(), member.Value is JsonObject inner ? Recased(inner) : member.Value?.DeepClone())));
}
