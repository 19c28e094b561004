using System.Text.Json;

namespace RootWatch.SideBySide.Detection;

/// <summary>The least that anybody does who looks at a record's JSON.</summary>
internal static class Peers
{
    public const string WalkName = "`Utf8JsonReader` walk";
    public const string DocumentName = "`JsonDocument`";

    /// <summary>Passes every token, and keeps none.</summary>
    public static void Walk(byte[] record)
    {
        var reader = new Utf8JsonReader(record);
        while (reader.Read())
        {
        }
    }

    /// <summary>Parses, and asks for the identity's type.</summary>
    public static void Parse(byte[] record)
    {
        using var document = JsonDocument.Parse(record);
        _ = document.RootElement.TryGetProperty("userIdentity"u8, out var identity) && identity.ValueKind == JsonValueKind.Object
            && identity.TryGetProperty("type"u8, out var type) && type.ValueEquals("Root"u8);
    }
}
