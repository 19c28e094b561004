using System.Globalization;
using System.Text;
using System.Text.Json;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// The fields of a record that are asked for. One pass over its bytes finds them all, and none becomes a string
/// before somebody wants it. Names are read whatever their case, and the last one counts.
/// </summary>
internal readonly ref struct RecordFields
{
    // No form of a time is longer, and an attacker's may be.
    private const int LongestTime = 64;

    private readonly ReadOnlySpan<byte> _record;
    private readonly FieldPlaces _places;

    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public RecordFields(ReadOnlySpan<byte> record)
    {
        _record = record;
        var reader = new Utf8JsonReader(record, RecordJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, FieldNode.Record, ref _places);
        }
        else
        {
            reader.Skip();
        }

        // Throws where something follows.
        reader.Read();
    }

    /// <summary>The value as written; empty where the record has no such field.</summary>
    public ReadOnlySpan<byte> Json(RecordField field) => _places[(int)field] is { Kind: JsonTokenType.String } text ? _record.Slice(text.Start - 1, text.Length + 2) : Raw(field);

    /// <summary>The text of a string, or a number or boolean as written; null for anything else and for "".</summary>
    public string? Text(RecordField field) =>
        _places[(int)field] switch
        {
            { Length: 0 } => null,
            { Kind: JsonTokenType.String, IsEscaped: var isEscaped } => JsonText.Of(Raw(field), isEscaped),
            { Kind: JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False } => Encoding.UTF8.GetString(Raw(field)),
            _ => null,
        };

    /// <summary>The text, as <see cref="RecordJson.Cut"/> keeps it.</summary>
    public string? Cut(RecordField field) => Text(field)?.Cut();

    /// <summary>A name by which something is known again, as <see cref="RecordJson.AsId"/> keeps it.</summary>
    public string? Id(RecordField field) => Text(field)?.AsId();

    /// <summary>Whether there is a text, and not "".</summary>
    public bool Has(RecordField field) =>
        _places[(int)field] is { Length: > 0, Kind: JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False };

    /// <summary>Whether the text is this one, whatever its case.</summary>
    public bool Is(RecordField field, ReadOnlySpan<byte> expected) =>
        Has(field) && (_places[(int)field].IsEscaped ? IsUnescaped(field, expected) : Ascii.EqualsIgnoreCase(Raw(field), expected));

    /// <summary>Whether the text is one of these, whatever its case.</summary>
    public bool IsOneOf(RecordField field, byte[][] known)
    {
        foreach (var text in known)
        {
            if (Is(field, text))
            {
                return true;
            }
        }

        return false;
    }

    public bool EndsWith(RecordField field, ReadOnlySpan<byte> end) =>
        Has(field) && (_places[(int)field].IsEscaped
            ? Text(field)!.EndsWith(Encoding.UTF8.GetString(end), StringComparison.OrdinalIgnoreCase)
            : Raw(field).Length >= end.Length && Ascii.EqualsIgnoreCase(Raw(field)[^end.Length..], end));

    /// <summary>Whether the text begins so, whatever its case.</summary>
    public bool StartsWith(RecordField field, ReadOnlySpan<byte> start) =>
        Has(field) && (_places[(int)field].IsEscaped
            ? Text(field)!.StartsWith(Encoding.UTF8.GetString(start), StringComparison.OrdinalIgnoreCase)
            : Raw(field).Length >= start.Length && Ascii.EqualsIgnoreCase(Raw(field)[..start.Length], start));

    /// <summary>Whether the value as written has these bytes in it.</summary>
    public bool Contains(RecordField field, ReadOnlySpan<byte> part) => Raw(field).IndexOf(part) >= 0;

    public bool? Flag(RecordField field) =>
        Is(field, "true"u8) || Is(field, "yes"u8) ? true
        : Is(field, "false"u8) || Is(field, "no"u8) ? false
        : null;

    public DateTimeOffset? Time(RecordField field) =>
        _places[(int)field] is { Kind: JsonTokenType.String, IsEscaped: false } && Raw(field) is [.., (byte)'Z'] && IsoTime(Json(field)) is { } iso ? iso
        : Text(field) is { Length: <= LongestTime } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : null;

    /// <summary>Whether a property directly within a field's object has this text, whatever its case.</summary>
    public bool IsWithin(RecordField field, string name, ReadOnlySpan<byte> expected)
    {
        if (_places[(int)field].Kind != JsonTokenType.StartObject)
        {
            return false;
        }

        var found = false;
        var reader = new Utf8JsonReader(Json(field), RecordJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.IsNamed(name);
            reader.Read();
            found = isIt ? reader.Is(expected) : found;
            reader.Skip();
        }

        return found;
    }

    private static void ReadObject(ref Utf8JsonReader reader, FieldNode parent, ref FieldPlaces places)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var node = parent.Find(ref reader);
            reader.Read();
            if (node is null)
            {
                reader.Skip();
            }
            else
            {
                ReadValue(ref reader, node, ref places);
            }
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, FieldNode node, ref FieldPlaces places)
    {
        // Of two of the same name the first one counts for nothing, nor does what is in it.
        foreach (var field in node.Within)
        {
            places[(int)field] = default;
        }

        var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
        var quote = kind == JsonTokenType.String ? 1 : 0;
        var isEscaped = kind == JsonTokenType.String && reader.ValueIsEscaped;
        if (kind == JsonTokenType.StartObject && node.Within.Length > 0)
        {
            ReadObject(ref reader, node, ref places);
        }
        else
        {
            reader.Skip();
        }

        if (node.Field is { } own)
        {
            places[(int)own] = new FieldPlace(start + quote, (int)reader.BytesConsumed - start - (2 * quote), kind, isEscaped);
        }
    }

    private ReadOnlySpan<byte> Raw(RecordField field) => _record.Slice(_places[(int)field].Start, _places[(int)field].Length);

    private bool IsUnescaped(RecordField field, ReadOnlySpan<byte> expected)
    {
        var text = new Utf8JsonReader(Json(field));
        return text.Read() && text.Is(expected);
    }

    // Nearly every time has this form, which is read much faster than others.
    private static DateTimeOffset? IsoTime(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.TryGetDateTimeOffset(out var time) ? time : null;
    }
}
