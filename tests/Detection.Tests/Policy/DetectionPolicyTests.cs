using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.Policy;

public sealed class DetectionPolicyTests
{
    private const string Window = """{"from":"2026-12-01T09:00:00Z","to":"2026-12-01T11:00:00Z","who":"Ada","ticket":"OPS-1" """;

    /// <summary>A policy, whether it can be used, and where and why not. The schema cannot compare two times, and need not.</summary>
    public static TheoryData<string, string?> Policies { get; } = new()
    {
        { "{}", null },
        { """{"$schema":"x","accounts":{},"allow":[],"severity":[],"expectations":[]}""", null },
        { """{"accounts":{"111122223333":{"name":"a","tags":["production"]},"444455556666":{}}}""", null },
        { """{"allow":[{"networks":["203.0.113.0/24","2001:db8::/48"],"reason":"Office."}]}""", null },
        { """{"allow":[{"accounts":["111122223333"],"tasks":["Billing","user-created"],"reason":"Ours."}]}""", null },
        { """{"severity":[{"activity":"ConsoleSignIn","severity":"High"},{"tag":"production","severity":"Low"}]}""", null },
        { $$"""{"expectations":[{{Window}}}]}""", null },
        { $$"""{"expectations":[{{Window}},"accounts":["111122223333"],"tasks":["mfa-added"],"networks":["203.0.113.0/24"]}]}""", null },
        { """{"expectations":[{"from":"2026-12-01T09:00+01:00","to":"2026-12-01T17:00:00+01:00","who":"Ada","ticket":"1"}]}""", null },
        { "[]", "line 1, $: It has another form" },
        { "null", "line 1, $: It must be an object." },
        { "{\n  \"quietHours\": []\n}", "line 2, $.quietHours: There is no such setting." },
        { "{\n\n\"accounts\":{\"12\":{}}}", "line 3, $.accounts.12: It must be an account's 12 digits." },
        { """{"accounts":{"11112222333x":{}}}""", "$.accounts.11112222333x: It must be an account's 12 digits." },
        { """{"accounts":{"111122223333":{"colour":"red"}}}""", "$.accounts.111122223333.colour: There is no such setting." },
        { "{\"allow\":[\n{\"tasks\":[\"Billing\"],\"reason\":\"x\"},\n{\"reason\":\"Everything.\"}]}", "line 3, $.allow[1]: It allows everything" },
        { """{"allow":[{"tasks":["Billing"]}]}""", "$.allow[0]: It lacks 'reason'." },
        { """{"allow":[{"tasks":["Mining"],"reason":"x"}]}""", "$.allow[0].tasks[0]: It must be an activity" },
        { """{"allow":[{"networks":["office"],"reason":"x"}]}""", "$.allow[0].networks[0]: It must be a network" },
        { """{"allow":[{"accounts":["1234"],"tasks":["Billing"],"reason":"x"}]}""", "$.allow[0].accounts[0]: It must be an account's 12 digits." },
        { """{"allow":[{"tasks":["Billing"],"reason":""}]}""", "$.allow[0].reason: It must be one line" },
        { """{"allow":[{"tasks":["Billing"],"reason":"a [link](x)"}]}""", "$.allow[0].reason: It must be one line" },
        { """{"allow":[{"tasks":["Billing"],"reason":"two\nlines"}]}""", "$.allow[0].reason: It must be one line" },
        { """{"allow":[{"tasks":["Billing"],"reason":7}]}""", "$.allow[0].reason: It must be one line" },
        { """{"allow":null}""", "$.allow: It must not be null." },
        { """{"severity":[{"severity":"Low"}]}""", "$.severity[0]: It holds for everything" },
        { """{"severity":[{"activity":"Mining","severity":"Low"}]}""", "$.severity[0].activity: It must be one of ConsoleSignIn" },
        { """{"severity":[{"activity":"Billing","severity":"Mild"}]}""", "$.severity[0].severity: It must be one of Informational" },
        { """{"severity":[{"activity":"Billing","severity":"3"}]}""", "$.severity[0].severity: It must be one of Informational" },
        { """{"expectations":[{"to":"2026-12-01T11:00:00Z","who":"Ada","ticket":"1"}]}""", "$.expectations[0]: It lacks 'from'." },
        { """{"expectations":[{"from":"2026-12-01T09:00:00","to":"2026-12-01T11:00:00Z","who":"Ada","ticket":"1"}]}""", "$.expectations[0].from: It must be a time with its offset" },
        { """{"expectations":[{"from":"tomorrow","to":"2026-12-01T11:00:00Z","who":"Ada","ticket":"1"}]}""", "$.expectations[0].from: It must be a time with its offset" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_policy_is_read_or_the_place_is_named_where_it_goes_wrong(string json, string? problem)
    {
        if (problem is null)
        {
            Parse(json).ShouldNotBeNull();
        }
        else
        {
            Should.Throw<PolicyException>(() => Parse(json)).Message.ShouldContain(problem, Case.Sensitive);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task The_schema_says_the_same(string json, string? problem)
    {
        var schema = await JsonSchema.FromFileAsync(Repository.PathOf("policy.schema.json"), TestContext.Current.CancellationToken);

        (schema.Validate(json).Count == 0).ShouldBe(problem is null);
    }

    [Theory]
    [InlineData("2026-12-01T09:00:00Z", "2026-12-01T17:00:00Z", null)]
    [InlineData("2026-12-01T09:00:00Z", "2026-12-01T17:00:01Z", "$.expectations[0]: It is open for more than 8 hours.")]
    [InlineData("2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z", "$.expectations[0]: It closes before it opens.")]
    [InlineData("2026-12-01T09:00:00Z", "2026-12-01T08:00:00Z", "$.expectations[0]: It closes before it opens.")]
    public void A_window_is_open_for_eight_hours_at_most(string from, string to, string? problem) =>
        A_policy_is_read_or_the_place_is_named_where_it_goes_wrong($$"""{"expectations":[{"from":"{{from}}","to":"{{to}}","who":"Ada","ticket":"1"}]}""", problem);

    [Fact]
    public void A_broken_file_is_an_error_that_names_it() =>
        Should.Throw<PolicyException>(() => Parse("{\n\"allow\": [,]}")).Message.ShouldStartWith("policy.json, line 2, $.allow[0]: ");

    [Fact]
    public void The_sample_can_be_used() =>
        DetectionPolicy.Parse(File.ReadAllBytes(Repository.PathOf("policy.sample.json")), "policy.sample.json").Expectations.ShouldHaveSingleItem().Who.Text.ShouldBe("Ada Lovelace");

    [Fact]
    public void The_schema_knows_every_task() =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("policy.schema.json")))!["definitions"]!["task"]!["enum"]!.AsArray().Select(task => task!.GetValue<string>())
            .ShouldBe(TaskName.All);

    [Fact]
    public void What_is_not_said_means_nothing()
    {
        var policy = Parse("{}");

        policy.Accounts.ShouldBeEmpty();
        policy.Allow.ShouldBeEmpty();
        policy.Severity.ShouldBeEmpty();
        policy.Expectations.ShouldBeEmpty();
        Parse("""{"allow":[{"tasks":["Billing"],"reason":"x"}]}""").Allow[0].Networks.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_rule_does_not_say_is_empty_and_never_null()
    {
        var policy = Parse("""{"accounts":{"111122223333":{}},"allow":[{"tasks":["Billing"],"reason":"x"},{"networks":["203.0.113.0/24"],"reason":"x"}],"expectations":[""" + Window + "}]}");

        policy.Accounts["111122223333"].Tags.ShouldBeEmpty();
        policy.Allow[0].Accounts.ShouldBeEmpty();
        policy.Allow[1].Tasks.ShouldBeEmpty();
        policy.Expectations[0].Accounts.ShouldBeEmpty();
        policy.Expectations[0].Tasks.ShouldBeEmpty();
        policy.Expectations[0].Networks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData(" ", false)]
    [InlineData("a<b", false)]
    [InlineData("a>b", false)]
    [InlineData("a[b", false)]
    [InlineData("a]b", false)]
    [InlineData("a\tb", false)]
    [InlineData(null, false)]
    public void Words_for_people_fit_in_a_message(string? text, bool fits) => PlainText.Fits(text).ShouldBe(fits);

    [Fact]
    public void Words_for_people_are_at_most_two_hundred_characters()
    {
        PlainText.Fits(new string('x', 200)).ShouldBeTrue();
        PlainText.Fits(new string('x', 201)).ShouldBeFalse();
    }

    private static DetectionPolicy Parse(string json) => DetectionPolicy.Parse(Encoding.UTF8.GetBytes(json), "policy.json");
}
