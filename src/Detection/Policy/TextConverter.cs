using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Detection.Policy;

/// <summary>Reads a text that must have a certain form, and says which where it has not.</summary>
internal abstract class TextConverter<T>(string mustBe) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && TryParse(text, out var value) ? value : throw new JsonException($"It must be {mustBe}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString());

    protected abstract bool TryParse(string text, out T value);
}
