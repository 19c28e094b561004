using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

public sealed class RecordFieldsTests
{
    [Theory]
    [InlineData("""{"eventName":"A"}""", "A")]
    [InlineData("""{"EVENTNAME":"A"}""", "A")]
    [InlineData("""{"event\u004eame":"\u0041"}""", "A")]
    [InlineData("""{"eventName":"A","eventname":"B"}""", "B")]
    [InlineData("""{"eventName":"A","eventName":null}""", null)]
    [InlineData("""{"eventName":"A","eventName":{"eventName":"B"}}""", null)]
    [InlineData("""{"eventName":17}""", "17")]
    [InlineData("""{"eventName":true}""", "true")]
    [InlineData("""{"eventName":""}""", null)]
    [InlineData("""{"x":{"eventName":"A"}}""", null)]
    [InlineData("""[{"eventName":"A"}]""", null)]
    [InlineData("null", null)]
    public void A_field_is_what_its_last_property_says(string json, string? expected) => NameIn(json).ShouldBe(expected);

    [Theory]
    [InlineData("""{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"true"}}}}""", "true")]
    [InlineData("""{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"true"},"x":[1]},"y":{}},"z":[{}]}""", "true")]
    [InlineData("""{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"true"}}},"userIdentity":{"type":"Root"}}""", null)]
    [InlineData("""{"userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":"true"}},"sessionContext":null}}""", null)]
    [InlineData("""{"userIdentity":{"sessionContext":[{"attributes":{"mfaAuthenticated":"true"}}]}}""", null)]
    public void Of_two_objects_of_the_same_name_nothing_in_the_first_counts(string json, string? expected) =>
        new RecordFields(Encoding.UTF8.GetBytes(json)).Text(RecordField.MfaAuthenticated).ShouldBe(expected);

    [Theory]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("""{"requestParameters":{"a":tru},"eventName":"A"}""")]
    public void All_of_it_must_be_JSON(string json) => Should.Throw<JsonException>(() => NameIn(json));

    [Theory]
    [InlineData("2026-11-18T11:27:09Z", 11)]
    [InlineData("2026-11-18T11:27:09", 11)]
    [InlineData("2026-11-18T11:27:09+02:00", 9)]
    [InlineData("2026-11-18T11:27:09.5Z", 11)]
    [InlineData("2026-11-18 11:27:09Z", 11)]
    [InlineData("2026-11-18T11:27:0\\u0039Z", 11)]
    [InlineData("yesterday", null)]
    public void A_time_is_in_UTC_whatever_its_form(string time, int? hour)
    {
        var fields = new RecordFields(Encoding.UTF8.GetBytes($$"""{"eventTime":"{{time}}"}"""));

        fields.Time(RecordField.EventTime)?.Hour.ShouldBe(hour!.Value);
        (fields.Time(RecordField.EventTime)?.Offset ?? TimeSpan.Zero).ShouldBe(TimeSpan.Zero);
        fields.Time(RecordField.EventTime).HasValue.ShouldBe(hour is not null);
    }

    private static string? NameIn(string json) => new RecordFields(Encoding.UTF8.GetBytes(json)).Text(RecordField.EventName);
}
