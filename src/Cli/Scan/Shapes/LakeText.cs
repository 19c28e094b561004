using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>
/// Reads values as CloudTrail Lake and Athena write them: structures as <c>{type=Root, arn=…}</c>, lists as
/// <c>[a, b]</c>, and among them JSON. Nothing is escaped there, so a value may look like the fields that follow it:
/// of two fields of one name the first counts.
/// </summary>
internal static class LakeText
{
    private const int Deepest = 32;

    /// <returns>Null for nothing, which is written as such, or as null.</returns>
    public static JsonNode? Parse(string text) => Parse(text, depth: 0);

    private static JsonNode? Parse(ReadOnlySpan<char> text, int depth)
    {
        text = text.Trim();
        if (text.IsEmpty || text is "null")
        {
            return null;
        }

        if (text[0] is not ('{' or '[') || depth == Deepest)
        {
            return JsonValue.Create(text.ToString());
        }

        return JsonOf(text) ?? (text[0], text[^1]) switch
        {
            ('{', '}') => StructureOf(text[1..^1], depth + 1),
            ('[', ']') => ListOf(text[1..^1], depth + 1),
            _ => JsonValue.Create(text.ToString()),
        };
    }

    private static JsonNode? JsonOf(ReadOnlySpan<char> text)
    {
        try
        {
            using var json = RecordJson.Parse(Encoding.UTF8.GetBytes(text.ToString()));
            return RebuiltRecord.NodeOf(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject StructureOf(ReadOnlySpan<char> text, int depth)
    {
        var structure = RebuiltRecord.Empty();
        while (!text.IsEmpty)
        {
            var end = EndOfValue(text, isField: true);
            var field = text[..end];
            if (field.IndexOf('=') is > 0 and var equals)
            {
                structure.TryAdd(field[..equals].Trim().ToString(), Parse(field[(equals + 1)..], depth));
            }

            text = Rest(text, end);
        }

        return structure;
    }

    private static JsonArray ListOf(ReadOnlySpan<char> text, int depth)
    {
        var list = new JsonArray();
        while (!text.IsEmpty)
        {
            var end = EndOfValue(text, isField: false);
            list.Add(Parse(text[..end], depth));
            text = Rest(text, end);
        }

        return list;
    }

    private static ReadOnlySpan<char> Rest(ReadOnlySpan<char> text, int end) => end + 2 <= text.Length ? text[(end + 2)..] : [];

    // A comma and a space outside of brackets; in a structure the next field's name follows.
    private static int EndOfValue(ReadOnlySpan<char> text, bool isField)
    {
        var (open, isQuoted) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when open > 0 && text[at - 1] != '\\':
                    isQuoted = !isQuoted;
                    break;
                case '{' or '[' when !isQuoted:
                    open++;
                    break;
                case '}' or ']' when !isQuoted && open > 0:
                    open--;
                    break;
                case ',' when open == 0 && at + 1 < text.Length && text[at + 1] == ' ' && (!isField || StartsWithName(text[(at + 2)..])):
                    return at;
                default:
                    break;
            }
        }

        return text.Length;
    }

    private static bool StartsWithName(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.' or ':'))
        {
            at++;
        }

        return at > 0 && at < text.Length && text[at] == '=';
    }
}
