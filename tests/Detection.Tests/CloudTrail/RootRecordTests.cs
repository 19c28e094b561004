using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>Shapes that break parsers, and fields that mislead.</summary>
public sealed class RootRecordTests
{
    [Theory]
    [InlineData("root-console-login-mfa", MfaState.Used)]
    [InlineData("root-console-login-mfa-upper-case", MfaState.Used)]
    [InlineData("root-console-login-no-mfa", MfaState.NotUsed)]
    [InlineData("root-console-login-mfa-absent", MfaState.Unknown)]
    [InlineData("root-console-login-additional-data-is-text", MfaState.Unknown)]
    [InlineData("root-create-user", MfaState.Used)]
    [InlineData("root-long-term-key-lists-buckets", MfaState.Unknown)]
    public void MFA_is_read_from_both_places_and_absence_is_unknown(string sample, MfaState mfa) => SampleFindings.In(sample).Record.Mfa.ShouldBe(mfa);

    [Theory]
    [InlineData("root-console-login-mfa", false)]
    [InlineData("root-console-login-failure", true)]
    [InlineData("root-check-mfa", false)]
    [InlineData("root-check-mfa-failure", true)]
    [InlineData("root-stop-logging-denied", true)]
    [InlineData("root-stop-logging", false)]
    public void Failure_is_read_from_response_or_error(string sample, bool failed) => SampleFindings.In(sample).Record.Failed.ShouldBe(failed);

    [Theory]
    [InlineData("root-describe-instances", true)]
    [InlineData("root-lookup-events-read-only-absent", true)]
    [InlineData("root-head-bucket-read-only-absent", true)]
    [InlineData("root-search-resources-read-only-absent", true)]
    [InlineData("root-read-only-is-text", true)]
    [InlineData("root-create-user", false)]
    public void Reads_are_known_by_field_else_by_name(string sample, bool isRead) => SampleFindings.In(sample).Record.IsRead.ShouldBe(isRead);

    [Fact]
    public void A_session_is_its_account_and_start() =>
        SampleFindings.In("root-create-user").Record.SessionKey.ShouldBe("111122223333/2026-11-18T08:00:00Z");

    [Fact]
    public void A_sign_in_starts_the_session_that_later_records_name()
    {
        var signIn = SampleFindings.In("root-console-login-mfa").Record;

        signIn.SessionKey.ShouldBe($"111122223333/{signIn.EventTime:yyyy-MM-ddTHH:mm:ss}Z");
    }

    [Fact]
    public void A_long_term_key_is_a_session_of_its_own() =>
        SampleFindings.In("root-long-term-key-lists-buckets").Record.SessionKey.ShouldBe("111122223333/AKIAIOSFODNN7EXAMPLE");

    [Theory]
    [InlineData("root-console-login-failure")]
    [InlineData("root-email-updated")]
    [InlineData("root-set-contact-address")]
    public void Sign_in_events_and_console_actions_have_no_session(string sample) => SampleFindings.In(sample).Record.SessionKey.ShouldBeNull();

    [Fact]
    public void A_record_without_an_id_is_known_by_its_bytes()
    {
        SampleFindings.In("root-no-event-id").Record.EventId.ShouldStartWith("sha256:");
        SampleFindings.In("root-no-event-id").Record.EventId.ShouldBe(SampleFindings.In("root-no-event-id").Record.EventId);
    }

    [Fact]
    public void A_record_without_a_time_has_none() => SampleFindings.In("root-no-event-time").Record.EventTime.ShouldBeNull();

    [Theory]
    [InlineData("quiet-late-delivery-delay", "DELIVERY_DELAY")]
    [InlineData("quiet-late-updated-data", "UPDATED_DATA")]
    [InlineData("quiet-late-service-outage", "SERVICE_OUTAGE")]
    public void A_late_record_says_why(string sample, string reason)
    {
        var finding = SampleFindings.In(sample);

        finding.Record.LateReason.ShouldBe(reason);
        finding.Signals.ShouldContain(signal => signal.Id == "late-record");
    }

    [Fact]
    public void Half_a_surrogate_pair_loses_nothing() => SampleFindings.In("root-half-surrogate").Record.UserAgent.ShouldNotBeNull().ShouldContain("half");

    [Fact]
    public void Half_a_surrogate_pair_in_the_identity_is_not_root() =>
        Detector.Detect("""{"userIdentity":{"type":"\ud800oot","\udc00":{"type":"x"}},"\ud800":1}"""u8).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"userIdentity":{"type":"Root"}""")]
    public void Broken_JSON_is_an_error(string json) => Should.Throw<JsonException>(() => Detector.Detect(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"Root\"")]
    [InlineData("{}")]
    [InlineData("""{"userIdentity":[{"type":"Root"}]}""")]
    public void JSON_of_another_shape_stays_silent(string json) => Detector.Detect(Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    [Fact]
    public void The_least_that_says_root_is_enough()
    {
        var finding = Detector.Detect("""{"userIdentity":{"type":"Root"}}"""u8).ShouldNotBeNull();

        finding.Record.Account.ShouldBe("unknown");
        finding.Record.EventName.ShouldBeEmpty();
        finding.Severity.ShouldNotBe(Severity.Informational);
    }
}
