using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RootWatch.Detection;

namespace RootWatch.Bridge.Recording;

/// <summary>
/// As much of a record as is kept. A row of the store holds 1 MiB, and an event may have more. Each property of
/// the record has its share, so that one that is huge pushes none of the others out.
/// </summary>
internal static class RecordExcerpt
{
    /// <summary>In UTF-8 bytes.</summary>
    public const int LargestRecord = 256 * 1024;

    private const int SmallestShare = 128;
    private const int Deepest = 32;
    private const int LongestName = 256;
    private const int LongestNumber = 64;
    private const string Rest = "…";

    // What may come after a share has ended: a name, a text, and the ends of what is open, with a mark in each.
    private const int Margin = 4 * 1024;

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="json">The record.</param>
    /// <param name="largest">How many bytes of it there is room for.</param>
    public static StoredRecord Of(string json, int largest = LargestRecord)
    {
        var size = Encoding.UTF8.GetByteCount(json);
        if (size <= largest)
        {
            return new StoredRecord(json, CutFrom: null);
        }

        var bytes = Encoding.UTF8.GetBytes(json);
        for (var share = Math.Max(largest / 4, SmallestShare); ; share /= 2)
        {
            if (TryCut(bytes, largest, share) is { } cut)
            {
                return new StoredRecord(cut, size);
            }
        }
    }

    /// <summary>Null where a smaller share would let more of the record's properties in.</summary>
    private static string? TryCut(ReadOnlySpan<byte> json, int largest, int share)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Written);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            CopyValue(ref reader, writer, largest - Margin);
            writer.Flush();
            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (SizeOf(writer) > largest - share - Margin)
            {
                if (share > SmallestShare)
                {
                    return null;
                }

                writer.WriteString(Rest, Rest);
                break;
            }

            CopyProperty(ref reader, writer, SizeOf(writer) + share);
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void CopyProperty(ref Utf8JsonReader reader, Utf8JsonWriter writer, long end)
    {
        writer.WritePropertyName(Excerpt.WithEllipsis(TextOf(ref reader), LongestName));
        reader.Read();
        CopyValue(ref reader, writer, end);
    }

    private static void CopyValue(ref Utf8JsonReader reader, Utf8JsonWriter writer, long end)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when writer.CurrentDepth >= Deepest:
                reader.Skip();
                writer.WriteStringValue(Rest);
                break;
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (SizeOf(writer) >= end)
                    {
                        writer.WriteString(Rest, Rest);
                        SkipToEnd(ref reader);
                        break;
                    }

                    CopyProperty(ref reader, writer, end);
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (SizeOf(writer) >= end)
                    {
                        writer.WriteStringValue(Rest);
                        SkipToEnd(ref reader);
                        break;
                    }

                    CopyValue(ref reader, writer, end);
                }

                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Fitted(TextOf(ref reader), end - SizeOf(writer)));
                break;
            case JsonTokenType.Number when reader.ValueSpan.Length > LongestNumber:
                writer.WriteStringValue(Excerpt.WithEllipsis(Encoding.UTF8.GetString(reader.ValueSpan), LongestNumber));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    /// <summary>Passes over what is left of the object or array that is being read, from within it.</summary>
    private static void SkipToEnd(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        do
        {
            reader.Skip();
        }
        while (reader.Read() && reader.CurrentDepth >= depth);
    }

    private static string Fitted(string text, long room)
    {
        var fitted = Excerpt.WithEllipsis(text, (int)Math.Max(room, SmallestShare));
        while (fitted.Length > SmallestShare && JsonEncodedText.Encode(fitted, Written.Encoder).EncodedUtf8Bytes.Length > room)
        {
            fitted = Excerpt.WithEllipsis(text, fitted.Length / 4 * 3);
        }

        return fitted;
    }

    // What holds half a surrogate pair is no text: it is kept as it is written.
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static long SizeOf(Utf8JsonWriter writer) => writer.BytesCommitted + writer.BytesPending;
}
