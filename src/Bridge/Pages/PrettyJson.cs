using System.Text;
using System.Text.Json;

namespace RootWatch.Bridge.Pages;

/// <summary>Lays JSON out for people. What is not ASCII is escaped, so that nothing invisible or turned around misleads them.</summary>
internal static class PrettyJson
{
    private const int DeepestReadable = 64;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>The text as it is where it is no JSON, nested too deep, or holds half a surrogate pair.</summary>
    public static string Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestReadable });
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Indented))
            {
                document.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(buffer.ToArray());
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return string.Concat(json.Select(c => c is >= ' ' and <= '~' or '\n' ? c.ToString() : $"\\u{(int)c:X4}"));
        }
    }
}
