using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Detection;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Tests.Messages;

public sealed class MessageTitleTests
{
    private const string LongName = "the-payments-platform-of-the-northern-subsidiary-in-production";

    [Fact]
    public void An_alert_says_how_bad_it_is_where_and_what() =>
        Wording.Of(Alert(Severity.Critical, Assessment.Anomalous) with { AccountName = "prod-payments" }).Title.ToString().ShouldBe("CRITICAL · prod-payments: root likely compromised");

    [Fact]
    public void An_account_without_a_name_is_called_by_its_number() =>
        Wording.Of(Alert(Severity.High, Assessment.Anomalous)).Title.ToString().ShouldBe("HIGH · 111122223333: anomalous root use");

    [Fact]
    public void A_third_message_is_the_second_update()
    {
        var alert = Alert(Severity.Critical, Assessment.Anomalous);

        Wording.Of(alert with { Message = alert.Message with { Number = 3 } }).Title.ToString().ShouldStartWith("Update 2: CRITICAL · ");
    }

    [Fact]
    public void A_long_name_is_cut_so_that_the_verdict_is_within_the_first_60_characters()
    {
        var title = Wording.Of(Alert(Severity.Critical, Assessment.Anomalous) with { AccountName = LongName }).Title.ToString();

        title.Length.ShouldBe(MessageTitle.Glance);
        title.ShouldStartWith("CRITICAL · the-payments");
        title.ShouldEndWith("…: root likely compromised");
    }

    [Fact]
    public void A_short_name_is_not_cut() =>
        Wording.Of(Alert(Severity.Critical, Assessment.Anomalous) with { AccountName = "prod-eu" }).Title.ToString().ShouldNotContain("…");

    [Fact]
    public void A_subject_carries_account_and_verdict_in_its_first_60_characters_in_ASCII()
    {
        var subject = TopicMessageComposer.Compose(Alert(Severity.Critical, Assessment.Anomalous) with { AccountName = LongName }, "arn:aws:sns:eu-central-1:111122223333:root-use").Subject;

        subject[..MessageTitle.Glance].ShouldEndWith("...: root likely compromised");
        subject.ShouldAllBe(c => c >= ' ' && c <= '~');
    }

    [Fact]
    public void Every_kind_of_notice_fits_into_60_characters_with_an_account_number_and_a_late_update()
    {
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var verdict = Verdicts.Of(new Notice(kind, "about", Severity.Critical, "Title.", [], []));

            new MessageTitle("Update 99: CRITICAL", "111122223333", verdict).ToString().Length.ShouldBeLessThanOrEqualTo(MessageTitle.Glance, kind.ToString());
        }
    }

    [Fact]
    public void Every_alert_that_is_no_expected_use_fits_as_well()
    {
        foreach (var activity in Enum.GetValues<Activity>())
        {
            foreach (var (assessment, severity) in new[] { (Assessment.Unusual, Severity.Medium), (Assessment.Anomalous, Severity.High), (Assessment.Anomalous, Severity.Critical) })
            {
                var verdict = Verdicts.Of(Finding(severity, assessment) with { Activity = activity });

                new MessageTitle("Update 99: CRITICAL", "111122223333", verdict).ToString().Length.ShouldBeLessThanOrEqualTo(MessageTitle.Glance, $"{activity}, {assessment}");
            }
        }
    }

    [Theory]
    [InlineData(Severity.High, Assessment.Anomalous)]
    [InlineData(Severity.Critical, Assessment.Unusual)]
    [InlineData(Severity.Medium, Assessment.Expected)]
    public void Only_what_is_anomalous_and_critical_is_called_likely_compromised(Severity severity, Assessment assessment) =>
        Verdicts.Of(Finding(severity, assessment)).ShouldNotContain("compromised");

    [Fact]
    public void A_sign_in_is_said_to_have_MFA_only_where_the_record_says_so()
    {
        var signIn = Finding(Severity.Low, Assessment.Expected) with { Activity = Activity.ConsoleSignIn };

        Verdicts.Of(signIn with { Record = signIn.Record with { Mfa = MfaState.Used } }).ShouldBe("root signed in with MFA (expected)");
        Verdicts.Of(signIn with { Record = signIn.Record with { Mfa = MfaState.Unknown } }).ShouldBe("root signed in (expected)");
    }

    [Fact]
    public void A_notice_without_an_account_is_about_RootWatch() =>
        Wording.Of(new OutgoingMessage(new Notice(NoticeKind.ChannelFailing, "system-x", Severity.High, "Title.", [], []), "d", MayBeRepeat: false)).Title.ToString().ShouldBe("HIGH · RootWatch: channel is failing");

    [Fact]
    public void An_account_name_never_becomes_Markdown_in_the_title()
    {
        var title = Wording.Of(Alert(Severity.High, Assessment.Anomalous) with { AccountName = "[x](https://evil.example)\u202E" }).Title.ToString();

        title.ShouldNotContain("https://evil.example");
        title.ShouldNotContain("\u202E");
    }

    private static Finding Finding(Severity severity, Assessment assessment) => TestData.Finding(TestData.Record(), TestData.Signal("some-signal", severity, assessment));

    private static OutgoingMessage Alert(Severity severity, Assessment assessment) => TestData.Alert(Finding(severity, assessment));
}
