using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>Where in a record's request or response a text stands. Arrays on the way are followed.</summary>
/// <param name="IsResponse">It is in the response, not in the request.</param>
/// <param name="Names">The names on the way.</param>
internal sealed record RecordPath(bool IsResponse, string[] Names)
{
    public static RecordPath[] ParseAll(string paths) =>
        [.. paths.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(path => path.Split('.')).Select(names => new RecordPath(names[0] is "response", names[1..]))];

    /// <summary>Adds the texts that stand there, the first ones of many.</summary>
    /// <param name="json">The request or the response.</param>
    /// <param name="texts">What is added to.</param>
    /// <param name="most">How many there may be.</param>
    public void Read(ReadOnlySpan<byte> json, List<string> texts, int most)
    {
        if (!json.IsEmpty)
        {
            var reader = new Utf8JsonReader(json, RecordJson.ReaderOptions);
            reader.Read();
            ReadValue(ref reader, depth: 0, texts, most);
        }
    }

    // Only arrays and the path's own names are followed, so the recursion is as deep as the path; arrays in arrays are skipped.
    private void ReadValue(ref Utf8JsonReader reader, int depth, List<string> texts, int most)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadItem(ref reader, depth, texts, most);
            }
        }
        else
        {
            ReadItem(ref reader, depth, texts, most);
        }
    }

    private void ReadItem(ref Utf8JsonReader reader, int depth, List<string> texts, int most)
    {
        if (depth < Names.Length && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, depth, texts, most);
            return;
        }

        if (depth == Names.Length && texts.Count < most && reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
        {
            texts.Add(reader.TokenType == JsonTokenType.String ? JsonText.Of(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan));
        }

        reader.Skip();
    }

    private void ReadObject(ref Utf8JsonReader reader, int depth, List<string> texts, int most)
    {
        var before = texts.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.IsNamed(Names[depth]);
            reader.Read();
            if (isIt)
            {
                // Of two of the same name the last one counts.
                texts.RemoveRange(before, texts.Count - before);
                ReadValue(ref reader, depth + 1, texts, most);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
