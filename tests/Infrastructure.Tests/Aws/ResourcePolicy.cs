using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>A policy on a resource or an organization, evaluated as IAM documents it: a denial beats every permission.</summary>
internal sealed class ResourcePolicy(JsonNode policy)
{
    private readonly IReadOnlyList<JsonNode> _statements = [.. policy["Statement"]!.AsArray().Select(statement => statement!)];

    public static ResourcePolicy Parse(string json) => new(JsonNode.Parse(json)!);

    public bool Allows(PolicyRequest request) => !Denies(request) && _statements.Any(statement => Is(statement, "Allow") && IsFor(statement, request));

    public bool Denies(PolicyRequest request) => _statements.Any(statement => Is(statement, "Deny") && IsFor(statement, request));

    private static bool Is(JsonNode statement, string effect) => (string)statement["Effect"]! == effect;

    private static bool IsFor(JsonNode statement, PolicyRequest request) =>
        (statement["Principal"] is not { } principal || IsPrincipal(principal, request.Principal))
        && (statement["Action"] is { } actions ? Values(actions).Any(action => Like(request.Action, action, ignoreCase: true)) : !Values(statement["NotAction"]!).Any(action => Like(request.Action, action, ignoreCase: true)))
        && Values(statement["Resource"]!).Any(resource => Like(request.Resource, resource))
        && (statement["Condition"]?.AsObject() ?? []).All(operation => operation.Value!.AsObject().All(key => Holds(operation.Key, request.Context(key.Key), [.. Values(key.Value!)])));

    private static bool IsPrincipal(JsonNode named, string principal) =>
        named is JsonValue ? (string)named! == "*" : named.AsObject().Any(kind => Values(kind.Value!).Contains(principal, StringComparer.Ordinal));

    private static bool Holds(string operation, IReadOnlyList<string>? values, IReadOnlyList<string> wanted) =>
        operation.Split(':') switch
        {
            ["ForAllValues", var each] => (values ?? []).All(value => Holds(each, [value], wanted)),
            ["ForAnyValue", var each] => (values ?? []).Any(value => Holds(each, [value], wanted)),
            ["Null"] => wanted.Contains(values is null ? "true" : "false", StringComparer.Ordinal),
            // A key that is missing is not equal to anything.
            [var negated] when negated.Contains("Not", StringComparison.Ordinal) => values is not [var value] || !Matches(negated.Replace("Not", string.Empty, StringComparison.Ordinal), value, wanted),
            [var plain] => values is [var value] && Matches(plain, value, wanted),
            _ => throw new NotSupportedException(operation),
        };

    private static bool Matches(string operation, string value, IReadOnlyList<string> wanted) =>
        operation switch
        {
            "StringEquals" => wanted.Contains(value, StringComparer.Ordinal),
            "Bool" => wanted.Contains(value, StringComparer.OrdinalIgnoreCase),
            "StringLike" or "ArnLike" or "ArnEquals" => wanted.Any(pattern => Like(value, pattern)),
            _ => throw new NotSupportedException(operation),
        };

    private static bool Like(string value, string pattern, bool ignoreCase = false) => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase);

    private static IEnumerable<string> Values(JsonNode oneOrMany) => oneOrMany is JsonArray list ? list.Select(item => item!.ToString()) : [oneOrMany.ToString()];
}
