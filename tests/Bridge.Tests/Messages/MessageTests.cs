using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams.Cards;
using RootWatch.Bridge.Notifications.Teams.Workflows;
using RootWatch.Detection;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Messages;

public sealed class MessageTests
{
    private const string Topic = "arn:aws:sns:eu-central-1:111122223333:root-use";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly OutgoingMessage Critical = TestData.Alert(Detector.Detect(Sample.Record("root-create-access-key"))!);
    private static readonly OutgoingMessage Hostile = TestData.Alert(Detector.Detect(Sample.Record("root-hostile-text"))!);

    [Fact]
    public void The_mail_is_as_approved() => Approve(TextsOf(Critical).GetProperty("email").GetString()!, "critical.email.txt");

    [Fact]
    public void The_finding_for_machines_is_as_approved() => Approve(Pretty(TextsOf(Critical).GetProperty("default").GetString()!), "critical.ocsf.json");

    [Fact]
    public void The_card_is_as_approved() => Approve(Pretty(CardOf(Critical)), "critical.card.json");

    [Fact]
    public void The_mail_about_a_hostile_record_is_as_approved() => Approve(TextsOf(Hostile).GetProperty("email").GetString()!, "hostile.email.txt");

    [Fact]
    public void The_card_about_a_hostile_record_is_as_approved() => Approve(Pretty(CardOf(Hostile)), "hostile.card.json");

    [Fact]
    public void What_AWS_itself_reports_is_told_as_approved()
    {
        var alarm = AccountHistory.Empty.Add(Detector.ReadAwsAlarm(Sample.Envelope("root-alarm-guardduty-tor-caller"))!, TestData.Morning, DetectionPolicy.None).Finding;

        Approve(TextsOf(TestData.Alert(alarm)).GetProperty("email").GetString()!, "aws-alarm.email.txt");
        Approve(Pretty(CardOf(TestData.Alert(alarm))), "aws-alarm.card.json");
        Approve(Pretty(TextsOf(TestData.Alert(alarm)).GetProperty("default").GetString()!), "aws-alarm.ocsf.json");
        TextsOf(TestData.Alert(alarm)).GetProperty("sms").GetString()!.ShouldStartWith("HIGH - 111122223333: AWS reports a threat. AWS GuardDuty reports ");
    }

    [Fact]
    public void A_notices_mail_and_card_are_as_approved_though_somebody_is_hostile()
    {
        var incident = new Incident(
            SessionState.Open(TestData.Record("e", session: "s"), TestData.Morning).Add(TestData.Finding(), TestData.Morning),
            NotificationState.Nothing with { Acknowledgement = new Acknowledgement(Verdict.NotUs, "<at>Jo</at> ](https://evil.example)", "line\nbreak \u202E and <b>more</b>", TestData.Morning.AddMinutes(5), Assessment.Unusual, Severity.High) },
            []);
        var notice = new OutgoingMessage(IncidentNotices.Acknowledged(incident), "111122223333-0.2.sns", MayBeRepeat: false) { Links = [new MessageLink("Say whether this was us", new Uri("https://rootwatch.example/api/incidents/1/acknowledgement"))] };

        Approve(TextsOf(notice).GetProperty("email").GetString()!, "acknowledged.email.txt");
        Approve(Pretty(CardOf(notice)), "acknowledged.card.json");
        Approve(Pretty(TextsOf(notice).GetProperty("default").GetString()!), "acknowledged.notice.json");
    }

    [Fact]
    public void What_others_do_to_root_is_told_with_who_did_it_and_to_what()
    {
        var others = TestData.Alert(Detector.Detect(Sample.Record("others-role-detaches-policy-from-unit"))!);

        Approve(TextsOf(others).GetProperty("email").GetString()!, "others.email.txt");
        Approve(Pretty(CardOf(others)), "others.card.json");
    }

    [Fact]
    public void A_caller_and_a_target_of_hostile_text_are_made_fit_to_be_shown()
    {
        var act = Detector.Detect(Sample.Record("others-role-detaches-policy-from-unit"))!;
        var record = act.Record with { Caller = "<b>[x](https://evil.example)\u202E\n", Target = new RootWatch.Detection.CloudTrail.Target(Place: "ou\u202E\n", Policy: "p\u202E\n") };

        var mail = TextsOf(TestData.Alert(new Finding(record, act.Activity, act.Act, act.Signals))).GetProperty("email").GetString()!;

        mail.ShouldNotContain("\u202E");
        mail.ShouldNotContain("https://evil.example");
    }

    [Fact]
    public void An_update_names_its_incident_first_and_tells_what_else_was_done()
    {
        var alert = (Alert)Critical.Message;
        var update = Critical with { Message = alert with { Number = 3, Also = ["Root signed in to the console."] } };

        Approve(TextsOf(update).GetProperty("email").GetString()!, "update.email.txt");
        TextsOf(update).GetProperty("default").GetString()!.ShouldContain("\"activity_name\":\"Update\"");
    }

    [Fact]
    public void Subject_and_sms_are_short_plain_and_say_what_matters()
    {
        var longest = TestData.Alert(TestData.Finding(TestData.Record(), TestData.Signal(new string('x', 300), Severity.Critical, Assessment.Anomalous)), mayBeRepeat: true);

        var subject = TopicMessageComposer.Compose(longest, Topic).Subject;
        var sms = TextsOf(longest).GetProperty("sms").GetString()!;

        subject.Length.ShouldBeLessThanOrEqualTo(99);
        sms.Length.ShouldBeLessThanOrEqualTo(140);
        subject.ShouldStartWith("CRITICAL - 111122223333: root likely compromised (repeat?). ");
        sms.ShouldStartWith("CRITICAL - 111122223333: root likely compromised (repeat?). ");
        (subject + sms).ShouldAllBe(c => c >= ' ' && c <= '~');
    }

    [Fact]
    public void Attributes_let_subscribers_filter() =>
        TopicMessageComposer.Compose(Critical, Topic).Attributes.ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["kind"] = "RootUse",
                ["severity"] = "Critical",
                ["assessment"] = "Anomalous",
                ["account"] = "111122223333",
                ["activity"] = "CredentialChange",
            },
            ignoreOrder: true);

    [Fact]
    public void A_standard_topic_gets_no_group() => TopicMessageComposer.Compose(Critical, Topic).GroupId.ShouldBeNull();

    [Fact]
    public void A_FIFO_topic_gets_the_account_as_group_and_what_is_told_as_deduplication_id()
    {
        var message = TopicMessageComposer.Compose(Critical, Topic + ".fifo");

        message.GroupId.ShouldBe("111122223333");
        message.DeduplicationId.ShouldBe(TopicMessageComposer.Compose(Critical with { DeliveryId = "another", MayBeRepeat = true }, Topic + ".fifo").DeduplicationId);
        message.DeduplicationId.ShouldNotBe(TopicMessageComposer.Compose(TestData.Alert(TestData.Finding()), Topic + ".fifo").DeduplicationId);
        message.DeduplicationId!.Length.ShouldBeLessThanOrEqualTo(128);
    }

    [Fact]
    public void A_possible_repeat_says_so_on_every_way()
    {
        var repeat = Critical with { MayBeRepeat = true };

        TextsOf(repeat).GetProperty("email").GetString()!.ShouldContain("Possible repeat");
        TextsOf(repeat).GetProperty("default").GetString()!.ShouldContain("\"possible_repeat\":true");
        CardOf(repeat).ShouldContain("Possible repeat");
    }

    [Fact]
    public void The_workflow_message_wraps_the_card()
    {
        var json = JsonSerializer.Serialize(WorkflowMessage.With(CardComposer.Compose(Critical, []), Critical), CardJson.Default.WorkflowMessage);

        using var message = JsonDocument.Parse(json);
        var attachment = message.RootElement.GetProperty("attachments")[0];
        message.RootElement.GetProperty("type").GetString().ShouldBe("message");
        attachment.GetProperty("contentType").GetString().ShouldBe("application/vnd.microsoft.card.adaptive");
        attachment.GetProperty("contentUrl").ValueKind.ShouldBe(JsonValueKind.Null);
        attachment.GetProperty("content").GetProperty("type").GetString().ShouldBe("AdaptiveCard");
    }

    [Fact]
    public void The_largest_card_stays_under_twenty_thousand_bytes()
    {
        var huge = new string('漢', 50_000);
        var record = TestData.Record() with { EventName = huge, EventSource = huge, UserAgent = huge, SourceIp = huge, ErrorCode = huge, Failed = true };

        var card = CardOf(TestData.Alert(TestData.Finding(record, TestData.Signal("a", Severity.High))));

        System.Text.Encoding.UTF8.GetByteCount(card).ShouldBeLessThan(20_000);
    }

    [Theory]
    [InlineData("aws", "us-east-1", "https://us-east-1.console.aws.amazon.com/")]
    [InlineData("aws-us-gov", "us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/")]
    [InlineData("aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/")]
    [InlineData("aws-eusc", "eusc-de-east-1", "https://eusc-de-east-1.console.amazonaws-eusc.eu/")]
    [InlineData("aws-iso", "us-iso-east-1", null)]
    public void The_link_leads_to_the_partitions_own_console(string partition, string region, string? start)
    {
        var link = ConsoleLink.To(TestData.Record("11111111-2222-4333-8444-555555555555") with { Partition = partition, Region = region });

        (start is null ? link is null : link!.AbsoluteUri.StartsWith(start, StringComparison.Ordinal)).ShouldBeTrue(link?.ToString());
    }

    [Fact]
    public void An_event_id_of_another_form_gets_no_link() => ConsoleLink.To(TestData.Record("x#@evil.example/")).ShouldBeNull();

    private static JsonElement TextsOf(OutgoingMessage alert)
    {
        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(alert, Topic).Body);
        return texts.RootElement.Clone();
    }

    private static string CardOf(OutgoingMessage alert) => JsonSerializer.Serialize(CardComposer.Compose(alert, []), CardJson.Default.AdaptiveCard);

    private static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Indented) + "\n";
    }

    private static void Approve(string text, string file) => Approved.ShouldMatch(text, $"tests/Bridge.Tests/Messages/Approved/{file}");
}
