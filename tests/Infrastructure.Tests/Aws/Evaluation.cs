using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>What a template's functions come to, for the resources that moto_server cannot create from a template.</summary>
internal sealed partial class Evaluation(JsonObject template, IReadOnlyDictionary<string, string> parameters, string account, string region)
{
    private readonly JsonObject _conditions = template["Conditions"]?.AsObject() ?? [];

    /// <summary>What became known of resources: by their name, or by name and attribute with a dot.</summary>
    public Dictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    public bool IsWanted(JsonObject resource) => (string?)resource["Condition"] is not { } condition || Holds(_conditions[condition]!);

    /// <summary>The resources that the node refers to, by name, or name and attribute.</summary>
    public IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } call when call["Ref"] is { } name => IsResource((string)name!) ? [(string)name!] : [],
            JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray attribute => [Attribute(attribute)],
            JsonObject { Count: 1 } call when call["Fn::If"] is JsonArray choice => References(Chosen(choice)),
            JsonObject { Count: 1 } call when call["Fn::Sub"] is { } text => Placeholders().Matches(Pattern(text)).Select(match => match.Groups["name"].Value).Where(name => IsResource(name.Split('.')[0]))
                .Concat(text is JsonArray list ? References(list[1]) : []),
            JsonObject mapping => mapping.SelectMany(member => References(member.Value)),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };

    /// <summary>The node with its functions worked out; null where it is left out.</summary>
    public JsonNode? Of(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } call when call["Ref"] is { } name => Ref((string)name!),
            JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray attribute => Known[Attribute(attribute)],
            JsonObject { Count: 1 } call when call["Fn::If"] is JsonArray choice => Of(Chosen(choice)),
            JsonObject { Count: 1 } call when call["Fn::Sub"] is { } text => Sub(text),
            JsonObject { Count: 1 } call when call["Fn::FindInMap"] is JsonArray path => template["Mappings"]![(string)path[0]!]![Of(path[1])!.ToString()]![(string)path[2]!]!.DeepClone(),
            JsonObject { Count: 1 } call when call["Fn::Select"] is JsonArray choice => Of(choice[1])!.AsArray()[int.Parse(Of(choice[0])!.ToString(), CultureInfo.InvariantCulture)]!.DeepClone(),
            JsonObject { Count: 1 } call when call["Fn::Split"] is JsonArray split => new JsonArray([.. Of(split[1])!.ToString().Split((string)split[0]!).Select(part => JsonValue.Create(part))]),
            JsonObject { Count: 1 } call when call["Fn::Join"] is JsonArray join => string.Join((string)join[0]!, Of(join[1])!.ToString().Split(',')),
            JsonObject mapping => new JsonObject(mapping.Select(member => KeyValuePair.Create(member.Key, Of(member.Value))).Where(member => member.Value is not null)),
            JsonArray list => new JsonArray([.. list.Select(Of).Where(item => item is not null)]),
            _ => node?.DeepClone(),
        };

    private static string Attribute(JsonArray attribute) => $"{attribute[0]}.{attribute[1]}";

    private static string Pattern(JsonNode text) => (string)(text is JsonArray list ? list[0]! : text)!;

    private bool IsResource(string name) => template["Resources"]!.AsObject().ContainsKey(name);

    private JsonNode? Chosen(JsonArray choice) => Holds(_conditions[(string)choice[0]!]!) ? choice[1] : choice[2];

    private bool Holds(JsonNode condition) =>
        condition.AsObject().Single() switch
        {
            ("Fn::Equals", JsonArray sides) => Of(sides[0])!.ToString() == Of(sides[1])!.ToString(),
            ("Fn::Not", JsonArray negated) => !Holds(negated[0]!),
            ("Fn::And", JsonArray all) => all.All(each => Holds(each!)),
            ("Fn::Or", JsonArray any) => any.Any(each => Holds(each!)),
            ("Condition", JsonValue name) => Holds(_conditions[(string)name!]!),
            var (function, _) => throw new NotSupportedException(function),
        };

    private JsonNode? Ref(string name) =>
        name switch
        {
            "AWS::AccountId" => account,
            "AWS::Region" => region,
            "AWS::Partition" => "aws",
            "AWS::NoValue" => null,
            _ => parameters.TryGetValue(name, out var given) ? given
                : template["Parameters"]!.AsObject().TryGetPropertyValue(name, out var parameter) ? parameter!["Default"]!.ToString()
                : Known[name],
        };

    private string Sub(JsonNode text)
    {
        var own = text is JsonArray list ? list[1]!.AsObject() : [];
        return Placeholders().Replace(Pattern(text), match => match.Groups["name"].Value switch
        {
            var name when own.ContainsKey(name) => Of(own[name])!.ToString(),
            var name when Known.TryGetValue(name, out var value) => value,
            var name => Ref(name)!.ToString(),
        });
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9:.]+)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Placeholders();
}
