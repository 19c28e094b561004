using System.Text;
using System.Text.Json;

namespace RootWatch.Cli.Scan;

/// <summary>
/// Finds the events in a stream of JSON, whatever holds them: a log file's <c>Records</c>, LookupEvents'
/// <c>Events</c>, an array, one object, or one after the other (JSON Lines). It holds one event at a time.
/// </summary>
internal sealed class RecordReader(Stream stream, FoundRecord found)
{
    private const int FirstBuffer = 256 * 1024;
    private const int LongestObject = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _length;
    private int _position;

    // The object that is being read: where it starts in the buffer, its depth, and what its properties make of it.
    private int _start = -1;
    private int _depth;
    private RecordKind _kind;
    private bool _isLookup;

    // The array of a log file, or of LookupEvents, whose objects are events.
    private string? _property;
    private int _arrayDepth = -1;
    private int _objects;

    /// <exception cref="JsonException">The stream is not JSON, or ends in the midst of it.</exception>
    /// <exception cref="InvalidDataException">An object is too long to be an event.</exception>
    public void Read()
    {
        var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = int.MaxValue });
        var isLast = false;
        SkipByteOrderMark();
        while (!isLast)
        {
            isLast = !Fill();
            var reader = new Utf8JsonReader(_buffer.AsSpan(_position, _length - _position), isLast, state);
            var from = _position;
            while (reader.Read())
            {
                Take(ref reader, from);
            }

            state = reader.CurrentState;
            _position = from + (int)reader.BytesConsumed;
        }

        if (_objects == 0)
        {
            throw new JsonException("It is empty.");
        }
    }

    private void Take(ref Utf8JsonReader reader, int from)
    {
        var isOutside = _start < 0;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when isOutside:
                _objects++;
                _start = from + (int)reader.TokenStartIndex;
                _depth = reader.CurrentDepth;
                _kind = RecordKind.None;
                _isLookup = false;
                break;
            case JsonTokenType.EndObject when !isOutside && reader.CurrentDepth == _depth:
                Emit(_buffer.AsSpan(_start, from + (int)reader.BytesConsumed - _start));
                _start = -1;
                break;
            case JsonTokenType.PropertyName when !isOutside && reader.CurrentDepth == _depth + 1:
                _property = NameOf(ref reader);
                Recognise(_property);
                break;
            case JsonTokenType.StartArray when !isOutside && reader.CurrentDepth == _depth + 1 && _depth <= 1 && _property is "Records" or "Events" && _kind == RecordKind.None:
                // Not an event, but what holds them: none of it needs to be kept.
                _start = -1;
                _arrayDepth = reader.CurrentDepth;
                break;
            case JsonTokenType.EndArray when isOutside && reader.CurrentDepth == _arrayDepth:
                _arrayDepth = -1;
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null when isOutside && IsAmongEvents(reader.CurrentDepth):
                throw new JsonException("Something stands where an event should.");
            default:
                break;
        }
    }

    // After a log file's array, other properties may follow; they are no events.
    private bool IsAmongEvents(int depth) => _arrayDepth >= 0 ? depth == _arrayDepth + 1 : depth == 0;

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no name that means anything here, and no reason to leave the event out.
            return string.Empty;
        }
    }

    private void Recognise(string property)
    {
        _isLookup |= property is "CloudTrailEvent";
        _kind = property switch
        {
            "detail-type" => RecordKind.Envelope,
            "eventName" or "userIdentity" or "eventSource" or "eventVersion" when _kind == RecordKind.None => RecordKind.Record,
            _ => _kind,
        };
    }

    private void Emit(ReadOnlySpan<byte> json)
    {
        if (!_isLookup)
        {
            found(json, _kind);
            return;
        }

        using var lookup = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = int.MaxValue });
        if (lookup.RootElement.GetProperty("CloudTrailEvent") is { ValueKind: JsonValueKind.String } record)
        {
            found(Encoding.UTF8.GetBytes(record.GetString()!), RecordKind.Record);
        }
    }

    private void SkipByteOrderMark()
    {
        if (Fill() && _buffer.AsSpan(0, _length).StartsWith(Encoding.UTF8.Preamble))
        {
            _position = Encoding.UTF8.Preamble.Length;
        }
    }

    /// <returns>False at the stream's end.</returns>
    private bool Fill()
    {
        var keep = _start >= 0 ? _start : _position;
        if (keep > 0)
        {
            _buffer.AsSpan(keep, _length - keep).CopyTo(_buffer);
            _length -= keep;
            _position -= keep;
            _start = _start >= 0 ? 0 : -1;
        }

        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length < LongestObject ? _buffer.Length * 2 : throw new InvalidDataException("An object is longer than 64 MiB, so it is no event."));
        }

        var read = stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        return read > 0;
    }
}
