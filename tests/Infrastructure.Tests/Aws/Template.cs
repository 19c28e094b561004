using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>A CloudFormation template, with its short forms (!Ref, !Sub …) written out.</summary>
internal static class Template
{
    public static IEnumerable<string> Names { get; } =
        [.. Directory.EnumerateFiles(PathOf(string.Empty), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static string PathOf(string name) => Repository.PathOf(name.Length == 0 ? "infra/aws-cloudformation" : $"infra/aws-cloudformation/{name}.yaml");

    public static JsonObject Read(string name) => Parse(File.ReadAllText(PathOf(name)));

    /// <summary>The same template as it was before this version.</summary>
    public static JsonObject ReadPrevious(string name) => Parse(File.ReadAllText(Repository.PathOf($"tests/Samples/templates/previous/{name}.yaml")));

    public static JsonObject Parse(string yaml)
    {
        // CloudFormation knows no aliases, though linters and parsers do.
        var events = new Parser(new StringReader(yaml));
        while (events.MoveNext())
        {
            (events.Current is AnchorAlias).ShouldBeFalse($"an alias at {events.Current!.Start}");
        }

        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Json(stream.Documents[0].RootNode)!.AsObject();
    }

    public static IEnumerable<(string Name, string Type, JsonObject Resource)> Resources(JsonObject template) =>
        template["Resources"]!.AsObject().Select(resource => (resource.Key, (string)resource.Value!["Type"]!, resource.Value!.AsObject()));

    private static JsonNode? Json(YamlNode node)
    {
        JsonNode? value = node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Json(child.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new NotSupportedException(node.NodeType.ToString()),
        };
        return node.Tag is { IsEmpty: false, Value: ['!', not '!', ..] tag } ? Function(tag[1..], value) : value;
    }

    private static JsonObject Function(string name, JsonNode? argument) =>
        name switch
        {
            "Ref" or "Condition" => new JsonObject { [name] = argument },
            "GetAtt" => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. ((string)argument!).Split('.', 2).Select(part => JsonValue.Create(part))]) },
            _ => new JsonObject { [$"Fn::{name}"] = argument },
        };

    private static JsonValue? Scalar(YamlScalarNode scalar) =>
        scalar.Style != ScalarStyle.Plain || scalar.Tag is { IsEmpty: false } ? JsonValue.Create(scalar.Value)
        : bool.TryParse(scalar.Value, out var flag) ? JsonValue.Create(flag)
        : int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(scalar.Value);
}
