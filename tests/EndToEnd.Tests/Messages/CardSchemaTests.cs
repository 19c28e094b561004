using System.Text.Json.Nodes;
using NJsonSchema;
using RootWatch.Cli.Demo.Preview;

namespace RootWatch.EndToEnd.Tests.Messages;

/// <summary>Every card is as the schema of Adaptive Cards 1.4 has it.</summary>
public sealed class CardSchemaTests
{
    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromFileAsync(Repository.PathOf("tests/EndToEnd.Tests/Messages/adaptive-card-1.4.schema.json"), TestContext.Current.CancellationToken));

    public static TheoryData<string> Names { get; } = [.. SampleMessageNames.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_card_is_valid(string name) =>
        (await ProblemsAsync(PreviewPage.CardOf(await SampleMessageNames.FindAsync(name)).GetRawText())).ShouldBeEmpty();

    [Theory]
    [InlineData("$.version", "\"1.5\"")]
    [InlineData("$.body", "[{\"type\":\"TextBlock\",\"wrap\":true}]")]
    [InlineData("$.body", "[{\"type\":\"Table\"}]")]
    [InlineData("$.body", "[{\"type\":\"Container\",\"style\":\"purple\",\"items\":[]}]")]
    [InlineData("$.actions", "[{\"type\":\"Action.OpenUrl\",\"title\":\"x\"}]")]
    [InlineData("$.actions", "[{\"type\":\"Action.Execute\",\"title\":\"x\"}]")]
    public async Task What_is_not_is_noticed(string path, string value)
    {
        var card = JsonNode.Parse(PreviewPage.CardOf(await SampleMessageNames.FindAsync("anomalous")).GetRawText())!.AsObject();
        card[path[2..]] = JsonNode.Parse(value);

        (await ProblemsAsync(card.ToJsonString())).ShouldNotBeEmpty();
    }

    private static async Task<IEnumerable<string>> ProblemsAsync(string card) => (await Schema.Value).Validate(card).Select(problem => problem.ToString());
}
