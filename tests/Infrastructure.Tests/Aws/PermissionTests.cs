using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Who may do what, in one approved list; so no permission comes in unseen.</summary>
public sealed class PermissionTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_statement_is_approved()
    {
        StringBuilder list = new();
        foreach (var (template, resource, statement) in Statements())
        {
            list.Append(CultureInfo.InvariantCulture, $"{template} {resource}: {Text(statement["Effect"])} {Text(statement["Principal"])} {Text(statement["Action"])} on {Text(statement["Resource"])} if {Text(statement["Condition"])}\n");
        }

        Approved.ShouldMatch(list.ToString(), "tests/Infrastructure.Tests/Aws/permissions.approved.txt");
    }

    [Fact]
    public void No_statement_is_for_every_resource_without_a_reason_beside_it()
    {
        var everywhere = Statements().Where(statement => Text(statement.Statement["Resource"]) is "\"*\"").Select(statement => $"{statement.Template} {statement.Resource}").Distinct(StringComparer.Ordinal).ToList();

        // In a KMS key's own policy there is no other way to name the key, and some calls take no other resource; the templates say so there.
        everywhere.ShouldBe(["hub Key", "hub ReaderPolicy", "spoke ReaderRole"]);
        File.ReadAllText(Template.PathOf("hub")).ShouldContain("# In a key's policy \"*\" is this key.");
        File.ReadAllText(Template.PathOf("hub")).ShouldContain("# A list of accounts is no resource: \"*\" alone.");
        File.ReadAllText(Template.PathOf("spoke")).ShouldContain("# These calls are about the account itself and take \"*\" alone.");
    }

    [Fact]
    public void No_role_may_do_everything_of_a_service()
    {
        var roles = Statements().Where(statement => statement.Resource != "Key" && (string)statement.Statement["Effect"]! == "Allow" && Text(statement.Statement["Action"]).Contains('*', StringComparison.Ordinal));

        roles.ShouldBeEmpty();
    }

    internal static IEnumerable<(string Template, string Resource, JsonObject Statement)> Statements() =>
        from template in new[] { "hub", "spoke", "direct-alarm" }
        from resource in Template.Resources(Template.Read(template))
        from statement in StatementsIn(resource.Resource["Properties"])
        select (template, resource.Name, statement);

    private static IEnumerable<JsonObject> StatementsIn(JsonNode? node) =>
        node switch
        {
            JsonObject statement when statement.ContainsKey("Effect") => [statement],
            JsonObject sub when sub["Fn::Sub"] is JsonArray text && ((string)text[0]!).StartsWith('{') => StatementsIn(JsonNode.Parse((string)text[0]!)),
            JsonObject mapping => mapping.SelectMany(member => StatementsIn(member.Value)),
            JsonArray list => list.SelectMany(StatementsIn),
            _ => [],
        };

    private static string Text(JsonNode? node) => node?.ToJsonString(Plain) ?? "-";
}
