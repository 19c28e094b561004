using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Detection;
using RootWatch.Simulator.Deployed;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The spoke's rules, deployed and evaluated by moto_server, against the detector: over every sample.</summary>
public sealed class PatternTests : IAsyncLifetime
{
    private static readonly string[] RootRules = ["rootwatch-root-activity", "rootwatch-sign-in-anomaly", "rootwatch-acts-on-root"];
    private static readonly string[] TamperingRules = ["rootwatch-controls-tampering", "rootwatch-own-tampering", "rootwatch-stack-tampering"];
    private static readonly string[] AlarmRules = ["rootwatch-aws-findings"];

    // AWS's alarms that are about somebody else, or are over, where no pattern can tell.
    private static readonly string[] LeftToTheFunction =
    [
        "silent-alarm-guardduty-attack-sequence-of-a-role", "silent-alarm-guardduty-own-sample",
        "silent-alarm-health-closed", "silent-alarm-health-of-a-user", "silent-alarm-health-quarantine",
    ];

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private MotoServer _moto = null!;
    private DeployedBus _bus = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.StartAsync();
        _bus = await SpokeBus.DeployAsync(_moto, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_the_detector_finds_is_forwarded_and_what_it_does_not_find_is_not()
    {
        foreach (var batch in Sample.Names.Chunk(10))
        {
            await PutAsync(batch);
        }

        (await ForwardedAsync(RootRules)).ShouldBe([.. Sample.Names.Where(sample => IsFound(sample) && !IsAlarm(sample))], "what the detector finds, and nothing else");
        (await ForwardedAsync(AlarmRules)).ShouldBe([.. Sample.Names.Where(sample => IsAlarm(sample) && (IsFound(sample) || LeftToTheFunction.Contains(sample, StringComparer.Ordinal)))], "AWS's alarms about root");
        (await ForwardedAsync(TamperingRules)).Where(sample => !IsFound(sample)).ShouldBe([.. Sample.Names.Where(sample => (IsTampering(sample) || IsChangeSet(sample)) && !IsFound(sample))], "others' tampering, and nothing else");
    }

    [Fact]
    public async Task The_CloudTrail_probe_of_this_region_takes_roots_rule_and_no_other_roles_call_does()
    {
        const string Probe = "rootwatch-cloudtrail-probe-us-east-1";
        const string Here = $"rootwatch-cloudtrail-probe-{MotoServer.Region}";
        await PutAsync(Edited("here", (Probe, Here)));
        await PutAsync(Edited("here-denied", (Probe, Here), ("\"responseElements\": null", "\"errorCode\": \"AccessDenied\"")));
        await PutAsync(Edited("elsewhere"));
        await PutAsync(Edited("another-role", (Probe, "ci")));
        await PutAsync(Edited("longer-name", (Probe, $"{Here}-2")));
        await PutAsync(Edited("user", (Probe, Here), ("AssumedRole", "IAMUser")));

        (await ForwardedAsync(RootRules)).ShouldBe(["here", "here-denied"]);
        (await ForwardedAsync(TamperingRules)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DisableAWSServiceAccess", """{"servicePrincipal":"?"}""", "iam.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com", "config-multiaccountsetup.amazonaws.com", "guardduty.amazonaws.com", "securityhub.amazonaws.com", "controltower.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com", "ram.amazonaws.com", "backup.amazonaws.com")]
    [InlineData("DisablePolicyType", """{"policyType":"?"}""", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "DECLARATIVE_POLICY_EC2", "TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY", "CHATBOT_POLICY")]
    public async Task What_an_act_on_root_is_about_decides_the_same_in_the_rule_and_in_the_detector(string name, string request, params string[] values)
    {
        string RecordOf(string value) => $$"""{"userIdentity":{"type":"AssumedRole"},"eventSource":"organizations.amazonaws.com","eventName":"{{name}}","requestParameters":{{request.Replace("?", value, StringComparison.Ordinal)}},"responseElements":null}""";
        await PutAsync([.. values.Select(value => Entry(value, "aws.organizations", "AWS API Call via CloudTrail", RecordOf(value)))]);

        (await ForwardedAsync(RootRules)).ShouldBe([.. values.Where(value => Detector.Read(Encoding.UTF8.GetBytes(RecordOf(value))) is not null).Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("aws.guardduty", "GuardDuty Finding", """{"type":"Recon:IAMUser/TorIPCaller","resource":{"accessKeyDetails":{"userType":"root"}}}""", true)]
    [InlineData("aws.guardduty", "GuardDuty Finding", """{"type":"Recon:IAMUser/TorIPCaller","resource":{"accessKeyDetails":{"userType":"IAMUser","userName":"root"}}}""", false)]
    [InlineData("aws.guardduty", "GuardDuty Finding", """{"type":"Policy:IAMUser/RootCredentialUsage"}""", true)]
    [InlineData("aws.guardduty", "GuardDuty Malware Protection Resource Status", """{"type":"AttackSequence:IAM/CompromisedCredentials"}""", false)]
    [InlineData("my.guardduty", "GuardDuty Finding", """{"type":"Policy:IAMUser/RootCredentialUsage"}""", false)]
    [InlineData("aws.health", "AWS Health Event", """{"eventTypeCode":"AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED"}""", true)]
    [InlineData("aws.health", "AWS Health Abuse Event", """{"eventTypeCode":"AWS_RISK_CREDENTIALS_EXPOSED"}""", true)]
    [InlineData("aws.health", "AWS Health Event", """{"eventTypeCode":"AWS_IAM_OPERATIONAL_ISSUE"}""", false)]
    [InlineData("aws.health", "AWS Health Abuse Event", """{"eventTypeCode":"AWS_ABUSE_DOS_REPORT"}""", false)]
    [InlineData("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", """{"check-name":"Exposed Access Keys","status":"ERROR","check-item-detail":{"User Name (IAM or Root)":"Root"}}""", true)]
    [InlineData("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", """{"check-name":"Exposed Access Keys","status":"WARN","check-item-detail":{"User Name (IAM or Root)":""}}""", true)]
    [InlineData("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", """{"check-name":"Exposed Access Keys","status":"ERROR","check-item-detail":{"Access Key ID":"AKIAIOSFODNN7EXAMPLE"}}""", true)]
    [InlineData("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", """{"check-name":"Exposed Access Keys","status":"ERROR","check-item-detail":{"User Name (IAM or Root)":"rootkit"}}""", false)]
    [InlineData("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", """{"check-name":"Exposed Access Keys","status":"OK","check-item-detail":{"User Name (IAM or Root)":"root"}}""", false)]
    [InlineData("aws.trustedadvisor", "Trusted Advisor Check Refresh Notification", """{"check-name":"Exposed Access Keys","status":"ERROR"}""", false)]
    public async Task AWSs_own_alarms_are_forwarded_by_what_they_are_about(string source, string detailType, string detail, bool isForwarded)
    {
        await PutAsync(Entry("it", source, detailType, detail));

        (await ForwardedAsync(AlarmRules)).ShouldBe(isForwarded ? ["it"] : []);
        (await ForwardedAsync([.. RootRules, .. TamperingRules])).ShouldBeEmpty();
    }

    [Fact]
    public void Patterns_fit_into_EventBridges_limits()
    {
        _bus.Rules.ShouldAllBe(rule => rule.Pattern.ToJsonString(Unescaped).Length <= 2048);
        _bus.Rules.ShouldAllBe(rule => Combinations(rule.Pattern) <= 1000);
    }

    // Whoever may put events onto a bus chooses their source, but none that begins with "aws.".
    [Fact]
    public void Every_pattern_asks_for_sources_that_nobody_can_choose() =>
        _bus.Rules.SelectMany(rule => Sources(rule.Pattern).Select(source => (rule.Name, Source: source)))
            .ShouldAllBe(rule => rule.Source.StartsWith("aws.", StringComparison.Ordinal) || (rule.Name == "rootwatch-own-signs" && rule.Source == "rootwatch"));

    [Theory]
    [InlineData("com.evil")]
    [InlineData("aws")]
    [InlineData("awsx.iam")]
    [InlineData("rootwatch")]
    public async Task What_comes_from_another_source_is_forwarded_by_no_rule(string source)
    {
        foreach (var sample in Sample.Names.Where(sample => IsFound(sample) || IsTampering(sample)).Where((_, place) => place % 10 == 0).Concat(Sample.Names.Where(IsAlarm)).Chunk(10))
        {
            await PutAsync([.. sample.Select(Entry).Select(entry =>
            {
                entry["Source"] = source;
                return entry;
            })]);
        }

        (await ForwardedAsync(_bus.Rules.Select(rule => rule.Name))).ShouldBeEmpty();
    }

    [Fact]
    public void Reads_come_too() =>
        _bus.Rules.Single(rule => rule.Name == "rootwatch-root-activity").State.ShouldBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");

    private static bool IsFound(string sample)
    {
        using var envelope = JsonDocument.Parse(Sample.Envelope(sample), new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return envelope.RootElement.GetProperty("detail-type").GetString() == "Sign-in Anomaly Alert"
            ? Detector.ReadSignInAlert(Sample.Envelope(sample)) is not null
            : IsAlarm(sample) ? Detector.ReadAwsAlarm(Sample.Envelope(sample)) is not null
            : Detector.Detect(Sample.Record(sample)) is not null;
    }

    private static bool IsAlarm(string sample) => sample.Contains("-alarm-", StringComparison.Ordinal);

    private static string SampleOf(string matched) => matched.Split("\"sample\": \"")[1].Split('"')[0];

    private static bool IsChangeSet(string sample) => Detector.ReadChangeSet(Sample.Record(sample)) is not null;

    private static bool IsTampering(string sample) => Detector.ReadTampering(Sample.Record(sample)) is not null;

    private async Task<IReadOnlyList<string>> ForwardedAsync(IEnumerable<string> rules)
    {
        List<string> forwarded = [];
        foreach (var rule in rules)
        {
            forwarded.AddRange((await _bus.MatchedAsync(rule, Cancellation)).Select(SampleOf));
        }

        // What root itself does to an organization takes two rules.
        return [.. forwarded.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    // moto keeps no id, so each detail is marked with its sample's name; otherwise its bytes stay as they are.
    private static JsonObject Entry(string sample)
    {
        using var envelope = JsonDocument.Parse(Sample.Envelope(sample), new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return Entry(sample, envelope.RootElement.GetProperty("source").GetString()!, envelope.RootElement.GetProperty("detail-type").GetString()!, Encoding.UTF8.GetString(Sample.Record(sample)));
    }

    private Task PutAsync(string[] samples) => PutAsync([.. samples.Select(Entry)]);

    // Of each "$or" one alternative, of all of them together.
    private static int Combinations(JsonNode? pattern) =>
        pattern is JsonObject fields ? fields.Aggregate(1, (all, field) => all * (field.Key == "$or" ? field.Value!.AsArray().Sum(Combinations) : Combinations(field.Value))) : 1;

    // A pattern without any has them in its alternatives.
    private static IEnumerable<string> Sources(JsonNode pattern) =>
        pattern["source"] is JsonArray sources ? sources.Select(source => source is JsonObject prefix ? (string)prefix["prefix"]! : (string)source!)
        : pattern["$or"] is JsonArray alternatives ? alternatives.SelectMany(alternative => Sources(alternative!))
        : ["any"];

    private static JsonObject Edited(string name, params (string Old, string New)[] changes) =>
        Entry(name, "aws.events", "AWS API Call via CloudTrail", changes.Aggregate(Encoding.UTF8.GetString(Sample.Record("silent-cloudtrail-probe")), (record, change) => record.Replace(change.Old, change.New, StringComparison.Ordinal)));

    private static JsonObject Entry(string name, string source, string detailType, string record) =>
        new() { ["Source"] = source, ["DetailType"] = detailType, ["Detail"] = $$"""{"sample":"{{name}}",{{record.TrimStart()[1..]}}""" };

    private async Task PutAsync(params JsonObject[] entries)
    {
        var answer = await _moto.Api.JsonAsync("events", MotoServer.Region, "AWSEvents.PutEvents", new JsonObject { ["Entries"] = new JsonArray([.. entries]) }, Cancellation);
        ((int)answer["FailedEntryCount"]!).ShouldBe(0, answer.ToJsonString());
    }
}
