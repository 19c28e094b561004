using System.Text.Json;
using NJsonSchema;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Detection;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Notifications;

/// <summary>What machines get is a Detection Finding as OCSF has it: every attribute that it requires, of its type, and none that it does not know.</summary>
public sealed class OcsfSchemaTests
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromFileAsync(Repository.PathOf("tests/Bridge.Tests/Notifications/detection_finding.schema.json"), TestContext.Current.CancellationToken));

    public static TheoryData<string> Samples { get; } = [.. Sample.Names.Where(name => name.StartsWith("root-", StringComparison.Ordinal) || name.StartsWith("others-", StringComparison.Ordinal) || name.StartsWith("quiet-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_samples_finding_is_valid(string sample)
    {
        if (FindingIn(sample) is { } finding)
        {
            (await ProblemsAsync(FindingOf(TestData.Alert(finding)))).ShouldBeEmpty();
        }
    }

    private static Finding? FindingIn(string sample) =>
        Detector.ReadAwsAlarm(Sample.Envelope(sample)) is { } alarm
            ? AccountHistory.Empty.Add(alarm, arrived: null, DetectionPolicy.None).Finding
            : Detector.Detect(Sample.Record(sample));

    [Theory]
    [InlineData("class_uid")]
    [InlineData("metadata")]
    [InlineData("cloud")]
    [InlineData("finding_info")]
    [InlineData("time")]
    public async Task The_schema_notices_what_is_missing(string attribute)
    {
        var finding = System.Text.Json.Nodes.JsonNode.Parse(FindingOf(TestData.Alert(TestData.Finding())))!.AsObject();
        finding.Remove(attribute);

        (await ProblemsAsync(finding.ToJsonString())).ShouldNotBeEmpty();
    }

    private static string FindingOf(OutgoingMessage outgoing)
    {
        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(outgoing, "arn:aws:sns:eu-central-1:111122223333:root-use").Body);
        return texts.RootElement.GetProperty("default").GetString()!;
    }

    private static async Task<IEnumerable<string>> ProblemsAsync(string json) => (await Schema.Value).Validate(json).Select(problem => problem.ToString());
}
