using System.Text.Json.Nodes;

namespace RootWatch.Cli.Verify;

/// <summary>Who may put events onto a bus.</summary>
internal sealed class BusPolicy
{
    private readonly IReadOnlyList<JsonNode> _statements;

    private BusPolicy(IReadOnlyList<JsonNode> statements) => _statements = statements;

    /// <param name="bus">EventBridge's description of the bus.</param>
    public static BusPolicy Of(JsonNode bus) =>
        new((string?)bus["Policy"] is not { } policy ? [] : JsonNode.Parse(policy)!["Statement"] is JsonArray several ? [.. several.Select(statement => statement!)] : [JsonNode.Parse(policy)!["Statement"]!]);

    /// <summary>Whether all that it allows is for the forwarding roles of an organization, and it allows that.</summary>
    public bool IsForSpokesAlone
    {
        get
        {
            var allowed = _statements.Where(statement => (string?)statement["Effect"] is "Allow").ToList();
            return allowed.Count > 0 && allowed.TrueForAll(statement =>
                Values(statement, "aws:PrincipalOrgID").Any() && Values(statement, "aws:PrincipalArn").ToList() is { Count: > 0 } roles && roles.TrueForAll(role => role.EndsWith(":role/rootwatch-forward-*", StringComparison.Ordinal)));
        }
    }

    /// <summary>Whether it refuses everybody but these roles, the account's own principals, too.</summary>
    public bool RefusesAllBut(params string[] roles) => _statements.Any(statement => Refuses(statement, roles) && !Values(statement, "events:source").Any());

    /// <summary>Whether it refuses events of that source from everybody but these roles.</summary>
    public bool Reserves(string source, params string[] roles) => _statements.Any(statement => Refuses(statement, roles) && Values(statement, "events:source").SequenceEqual([source], StringComparer.Ordinal));

    private static bool Refuses(JsonNode statement, string[] roles) =>
        (string?)statement["Effect"] is "Deny"
        && (statement["Principal"] is JsonObject principal ? principal["AWS"] : statement["Principal"])?.ToString() is "*"
        && (statement["Condition"] as JsonObject ?? []).Where(test => test.Key is "ArnNotLike" or "ArnNotEquals").SelectMany(test => Values(test.Value?["aws:PrincipalArn"])).Select(arn => arn.Split(":role/")[^1]).Order(StringComparer.Ordinal)
            .SequenceEqual(roles.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static IEnumerable<string> Values(JsonNode statement, string key) => (statement["Condition"] as JsonObject ?? []).SelectMany(test => Values(test.Value?[key]));

    private static IEnumerable<string> Values(JsonNode? oneOrMany) =>
        oneOrMany is null ? [] : oneOrMany is JsonArray list ? list.Select(item => (string)item!) : [(string)oneOrMany!];
}
