using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>AWS Sign-In's own alert, of whose detail AWS documents nothing.</summary>
public sealed class SignInAlertTests
{
    [Theory]
    [InlineData("""{"userIdentity":{"type":"Root"}}""", true)]
    [InlineData("""{"user":"root"}""", true)]
    [InlineData("""{"principal":"arn:aws:iam::111122223333:root","other":"arn:aws:iam::111122223333:user/alice"}""", true)]
    [InlineData("{}", true)]
    [InlineData("""{"severity":"HIGH","notes":["strange"]}""", true)]
    [InlineData("""{"principal":"arn:aws:iam::111122223333:user/alice"}""", false)]
    [InlineData("""{"principal":["arn:aws:sts::111122223333:assumed-role/Admin/bob"]}""", false)]
    [InlineData("""{"userType":"IAMUser"}""", false)]
    public void Only_one_that_plainly_names_somebody_else_is_not_roots(string detail, bool isRoots) => (Read(detail) is not null).ShouldBe(isRoots);

    [Fact]
    public void What_the_envelope_and_the_detail_tell_is_kept()
    {
        var record = Read("""{"sourceIPAddress":"203.0.113.77","userAgent":"curl/8"}""").ShouldNotBeNull();

        record.ShouldBe(record with
        {
            EventId = "e1",
            EventTime = TestData.Morning,
            EventSource = "signin.amazonaws.com",
            EventName = "SignInAnomalyAlert",
            Identity = RootIdentity.RootUser,
            Account = TestData.Account,
            Partition = "aws-us-gov",
            Region = "us-gov-west-1",
            SourceIp = "203.0.113.77",
            UserAgent = "curl/8",
            Mfa = MfaState.Unknown,
            SessionKey = null,
        });
    }

    [Fact]
    public void One_without_an_id_is_known_by_its_bytes() =>
        Detector.ReadSignInAlert("""{"detail-type":"Sign-in Anomaly Alert","detail":{}}"""u8).ShouldNotBeNull().EventId.ShouldStartWith("sha256:");

    [Fact]
    public void What_it_says_is_bounded()
    {
        var record = Read($$"""{"sourceIPAddress":"{{new string('1', 1_000_000)}}","userAgent":"{{new string('a', 1_000_000)}}"}""").ShouldNotBeNull();

        record.SourceIp!.Length.ShouldBe(1024);
        record.UserAgent!.Length.ShouldBe(1024);
    }

    [Fact]
    public void Broken_JSON_is_an_error() => Should.Throw<JsonException>(() => Detector.ReadSignInAlert("{"u8));

    private static RootRecord? Read(string detail) => Detector.ReadSignInAlert(Encoding.UTF8.GetBytes(
        $$"""{"id":"e1","detail-type":"Sign-in Anomaly Alert","source":"aws.signin","account":"111122223333","time":"2026-11-20T08:00:00Z","region":"us-gov-west-1","detail":{{detail}}}"""));
}
