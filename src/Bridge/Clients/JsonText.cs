using System.Text.Json;

namespace RootWatch.Bridge.Clients;

/// <summary>Finds one text in a JSON document that may have been cut.</summary>
internal static class JsonText
{
    /// <param name="json">The document, or its beginning.</param>
    /// <param name="path">The names of the properties that lead to the text.</param>
    /// <returns>The text, null where it is not there; and whether the document was seen to its end.</returns>
    public static (string? Text, bool IsComplete) Find(ReadOnlySpan<byte> json, params ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        string? text = null;
        var matched = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth <= matched + 1)
                {
                    matched = Math.Min(matched, reader.CurrentDepth - 1);
                    matched += matched < path.Length && reader.ValueTextEquals(path[matched]) ? 1 : 0;
                }
                else if (reader.TokenType == JsonTokenType.String && matched == path.Length && reader.CurrentDepth == matched)
                {
                    text ??= reader.GetString();
                }
                else if (reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == 0)
                {
                    return (text, true);
                }
            }
        }
        catch (JsonException)
        {
            // No JSON, or JSON no more.
        }

        return (text, false);
    }
}
