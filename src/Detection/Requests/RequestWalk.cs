using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>Reads a request once, from beginning to end, for all its readers, and follows JSON that stands within its texts.</summary>
internal sealed class RequestWalk(List<RequestReader> readers)
{
    private const int DeepestText = 2;

    // What lies deeper means nothing to AWS. Within the whole record it is one level more.
    private const int Deepest = 63;

    // An attacker may write a hundred thousand texts that begin like JSON and are none.
    private const int MostBrokenTexts = 100;

    private readonly RequestPath _path = new();
    private int _brokenTexts;
    private int _freeSince = int.MaxValue;

    /// <summary>Some name or text holds RootWatch's name.</summary>
    public bool NamesRootWatch { get; private set; }

    public void Read(ReadOnlySpan<byte> json) => Read(new Utf8JsonReader(json, RecordJson.ReaderOptions), texts: 0);

    private bool IsFree => _freeSince <= _path.Depth;

    private void Read(Utf8JsonReader json, int texts)
    {
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when json.CurrentDepth >= Deepest:
                    json.Skip();
                    ReadValue(string.Empty);
                    break;
                case JsonTokenType.StartObject:
                    _path.EnterObject();
                    Tell(static (reader, path) => reader.Open(path));
                    break;
                case JsonTokenType.EndObject:
                    LeaveObject();
                    break;
                case JsonTokenType.StartArray:
                    _path.EnterArray();
                    break;
                case JsonTokenType.EndArray:
                    _path.LeaveArray();
                    break;
                case JsonTokenType.PropertyName:
                    EnterProperty(RequestName.Of(json.ValueSpan, json.ValueIsEscaped));
                    break;
                case JsonTokenType.String:
                    ReadText(JsonText.Of(ref json), texts);
                    break;
                default:
                    ReadValue(json.TokenType == JsonTokenType.Null ? string.Empty : Encoding.UTF8.GetString(json.ValueSpan));
                    break;
            }
        }
    }

    private void EnterProperty(RequestName name)
    {
        NamesRootWatch |= !_path.IsInText && name.NamesRootWatch;
        if (_freeSince >= _path.Depth)
        {
            _freeSince = int.MaxValue;
        }

        _path.EnterProperty(name);
        if (!_path.IsInText && !IsFree && _path.IsFreeText)
        {
            _freeSince = _path.Depth;
        }
    }

    private void LeaveObject()
    {
        if (_freeSince >= _path.Depth)
        {
            _freeSince = int.MaxValue;
        }

        Tell(static (reader, path) => reader.Close(path));
        _path.LeaveObject();
    }

    private void ReadText(string text, int texts)
    {
        NamesRootWatch |= !_path.IsInText && RootWatchName.IsIn(text);
        if (texts < DeepestText && !IsFree && _brokenTexts < MostBrokenTexts && JsonText.Within(text) is { } json)
        {
            ReadJson(json, texts + 1);
        }
        else
        {
            ReadValue(text);
        }
    }

    private void ReadJson(string json, int texts)
    {
        var (depth, arrays, wasInText) = (_path.Depth, _path.Arrays, _path.IsInText);
        _path.IsInText = true;
        try
        {
            Read(new Utf8JsonReader(Encoding.UTF8.GetBytes(json)), texts);
        }
        catch (JsonException)
        {
            _brokenTexts++;
            _path.ReturnTo(depth, arrays);
        }
        finally
        {
            _path.IsInText = wasInText;
        }
    }

    private void ReadValue(string value)
    {
        if (IsFree)
        {
            return;
        }

        foreach (var reader in readers)
        {
            reader.Read(_path, value);
        }
    }

    private void Tell(Action<RequestReader, RequestPath> about)
    {
        if (IsFree)
        {
            return;
        }

        foreach (var reader in readers)
        {
            about(reader, _path);
        }
    }
}
