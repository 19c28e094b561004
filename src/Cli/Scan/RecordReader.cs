using System.Text;
using System.Text.Json;

namespace RootWatch.Cli.Scan;

/// <summary>
/// Finds the events in a stream of JSON, whatever holds them: a log file's <c>Records</c> and other lists that are
/// known by name, an array, one object, or one after the other with or without lines between them. It holds one
/// event at a time. What is no event by itself goes to the <see cref="Unwrapper"/>.
/// </summary>
internal sealed class RecordReader(Stream stream, Unwrapper unwrapper, int firstBuffer = RecordReader.FirstBuffer)
{
    public const int FirstBuffer = 256 * 1024;

    private const int LongestObject = 64 * 1024 * 1024;

    // The lists whose elements are events, each in an object of its own; the innermost is on top.
    private readonly Stack<RecordList> _lists = new();

    private byte[] _buffer = new byte[firstBuffer];
    private int _length;
    private int _position;

    // What is being read: an object, or a row of a query's results. Where it starts in the buffer, and its depth.
    private int _start = -1;
    private int _depth;
    private ObjectMarks _marks;
    private RowStart? _row;
    private bool _isUnfinished;
    private long _values;

    private bool IsBesideList => _lists.TryPeek(out var list) && !list.IsOpen;

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
                if (_start < 0)
                {
                    TakeOutside(ref reader, from);
                }
                else if (_row is not null || reader.CurrentDepth <= _depth + 1)
                {
                    TakeInside(ref reader, from);
                }
            }

            state = reader.CurrentState;
            _position = from + (int)reader.BytesConsumed;
        }

        if (_values == 0)
        {
            throw new JsonException("It is empty.");
        }
    }

    private void TakeOutside(ref Utf8JsonReader reader, int from)
    {
        var isBesideList = _lists.TryPeek(out var list) && !list.IsOpen;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when isBesideList && _marks.NamesList:
                list!.IsOpen = true;
                break;
            case JsonTokenType.StartObject:
            case JsonTokenType.StartArray when isBesideList || reader.CurrentDepth > 0:
                Begin(ref reader, from);
                break;
            case JsonTokenType.EndArray when list?.Depth + 1 == reader.CurrentDepth:
                list!.IsOpen = false;
                break;
            case JsonTokenType.EndObject:
                unwrapper.EndOf(_lists.Pop());
                break;
            case JsonTokenType.PropertyName:
                _marks.Take(ref reader);
                break;
            case JsonTokenType.String when isBesideList:
                list!.IsUnfinished |= _marks.SaysUnfinished(ref reader);
                break;
            case JsonTokenType.String:
                _values++;
                unwrapper.Read(TextOf(ref reader));
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when !isBesideList:
                throw new JsonException("Something stands where an event should.");
            default:
                break;
        }
    }

    private void Begin(ref Utf8JsonReader reader, int from)
    {
        _values++;
        _start = from + (int)reader.TokenStartIndex;
        _depth = reader.CurrentDepth;
        _marks = default;
        _isUnfinished = false;
        _row = reader.TokenType == JsonTokenType.StartArray && !IsBesideList ? new RowStart() : null;
    }

    private void TakeInside(ref Utf8JsonReader reader, int from)
    {
        var depth = reader.CurrentDepth - _depth;
        var end = from + (int)reader.BytesConsumed;
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray when depth == 0:
                End(_buffer.AsSpan(_start, end - _start));
                break;
            case JsonTokenType.StartObject when depth == 1 && _row is not null:
                _row.TakeElement(from + (int)reader.TokenStartIndex - _start);
                break;
            case JsonTokenType.EndObject when depth == 1 && _row is { IsList: true }:
                // Not a row, but a list: what was read is its first event, and none of it needs to be kept.
                var first = _buffer.AsSpan(_start + _row.First, end - _start - _row.First);
                _start = -1;
                unwrapper.Read(first);
                break;
            case JsonTokenType.PropertyName when depth == 2 && _row is not null:
                _row.TakeProperty();
                break;
            case JsonTokenType.PropertyName when depth == 1:
                _marks.Take(ref reader);
                break;
            case JsonTokenType.StartObject when depth == 1:
                _marks.TakeObject();
                break;
            case JsonTokenType.String when depth == 1 && _row is null:
                _marks.TakeText();
                _isUnfinished |= _marks.SaysUnfinished(ref reader);
                break;
            case JsonTokenType.StartArray when depth == 1 && _row is null && _marks.NamesList && !IsBesideList && _marks.Kind == RecordKind.None:
                _lists.Push(new RecordList(_depth) { IsOpen = true, IsUnfinished = _isUnfinished });
                _start = -1;
                break;
            default:
                break;
        }
    }

    private void End(ReadOnlySpan<byte> json)
    {
        _start = -1;
        if (_marks.Kind != RecordKind.None)
        {
            unwrapper.Found(json, _marks.Kind);
        }
        else if (!IsBesideList)
        {
            // What follows a log file's array in the same object, and is no event, tells of the array.
            unwrapper.Unwrap(json);
        }
    }

    private static byte[] TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (InvalidOperationException problem)
        {
            throw new JsonException("Something stands where an event should.", problem);
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
            Array.Resize(ref _buffer, _buffer.Length < LongestObject ? Math.Max(_buffer.Length * 2, 1024) : throw new InvalidDataException("An object is longer than 64 MiB, so it is no event."));
        }

        var read = stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        return read > 0;
    }
}
