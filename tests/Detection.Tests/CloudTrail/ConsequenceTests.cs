using System.Text;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>What AWS does in root's name, because of something that root did.</summary>
public sealed class ConsequenceTests
{
    [Theory]
    [InlineData("AWS Internal", null, "kms", "Decrypt", RootIdentity.Service)]
    [InlineData("AWS Internal", "AWS Internal", "kms", "GenerateDataKey", RootIdentity.Service)]
    [InlineData(null, "AWS Internal", "kms", "Decrypt", RootIdentity.Service)]
    [InlineData("cloudtrail.amazonaws.com", "AWS Internal", "kms", "Decrypt", RootIdentity.Service)]
    [InlineData("AWS Internal", null, "ec2", "CreateNetworkInterface", RootIdentity.Service)]
    [InlineData("AWS Internal", null, "iam", "ListRoles", RootIdentity.Service)]
    [InlineData("AWS Internal", null, "iam", "CreateUser", RootIdentity.RootUser)]
    [InlineData("AWS Internal", "AWS Internal", "organizations", "LeaveOrganization", RootIdentity.RootUser)]
    [InlineData("AWS Internal", null, "signin", "ConsoleLogin", RootIdentity.RootUser)]
    [InlineData("192.0.2.10", "AWS Internal", "kms", "Decrypt", RootIdentity.RootUser)]
    [InlineData("192.0.2.10", null, "kms", "Decrypt", RootIdentity.RootUser)]
    public void It_is_known_by_its_source_and_not_where_identities_are_managed(string? source, string? invokedBy, string service, string name, RootIdentity identity) =>
        Read(source, invokedBy, service, name).Identity.ShouldBe(identity);

    [Fact]
    public void It_is_informational_and_taints_nothing()
    {
        var history = TestData.History(TestData.SignIn(TestData.Morning), Read("AWS Internal", "AWS Internal", "kms", "Decrypt"));

        history.Observations[^1].Finding.Severity.ShouldBe(Severity.Informational);
        TestData.After(history, TestData.Read(TestData.Morning.AddMinutes(2), TestData.Morning)).Severity.ShouldBe(Severity.Low);
    }

    [Fact]
    public void What_no_service_does_is_loud_all_the_same() =>
        Detector.Detect(Bytes("AWS Internal", "AWS Internal", "cloudtrail", "StopLogging")).ShouldNotBeNull().Severity.ShouldBe(Severity.Critical);

    [Theory]
    [InlineData("""{"CredentialVerification":"Failure"}""", true)]
    [InlineData("""{"CredentialVerification":"Success"}""", false)]
    [InlineData("""{"CredentialChallenge":"Failure"}""", false)]
    [InlineData("null", false)]
    public void A_sign_ins_outcome_may_stand_in_the_service_events_details(string details, bool failed) =>
        Detector.Read(Encoding.UTF8.GetBytes($$$"""{"userIdentity":{"type":"Root","accountId":"111122223333"},"eventSource":"signin.amazonaws.com","eventName":"CredentialVerification","eventType":"AwsServiceEvent","serviceEventDetails":{{{details}}}}"""))
            .ShouldNotBeNull().Failed.ShouldBe(failed);

    private static RootRecord Read(string? source, string? invokedBy, string service, string name) => Detector.Read(Bytes(source, invokedBy, service, name)).ShouldNotBeNull();

    private static byte[] Bytes(string? source, string? invokedBy, string service, string name) => Encoding.UTF8.GetBytes(
        $$"""
        {
          "userIdentity": {
            "type": "Root", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333", "invokedBy": {{Text(invokedBy)}},
            "sessionContext": { "attributes": { "creationDate": "2026-11-20T08:00:00Z", "mfaAuthenticated": "true" } }
          },
          "eventTime": "2026-11-20T08:01:00Z", "eventSource": "{{service}}.amazonaws.com", "eventName": "{{name}}", "awsRegion": "us-east-1", "sourceIPAddress": {{Text(source)}}, "eventID": "e"
        }
        """);

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
