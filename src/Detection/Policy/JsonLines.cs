using System.Globalization;
using System.Text.Json;

namespace RootWatch.Detection.Policy;

/// <summary>Finds the line in which a value begins.</summary>
internal static class JsonLines
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="json">The text.</param>
    /// <param name="path">Such as $.allow[1].</param>
    public static int LineOf(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json, Options);
        var parents = new Stack<(string Path, int Index)>();
        var here = "$";
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                parents.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                here = $"{parents.Peek().Path}.{reader.GetString()}";
            }
            else if (parents.TryPeek(out var parent) && parent.Index >= 0)
            {
                here = string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{parent.Index}]");
                parents.Push(parents.Pop() with { Index = parent.Index + 1 });
            }

            if (here == path)
            {
                break;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                parents.Push((here, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
    }
}
