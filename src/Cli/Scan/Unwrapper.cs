using System.Text.Json;
using RootWatch.Cli.Scan.Shapes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan;

/// <summary>
/// Takes records out of what people keep them in, and out of what that is kept in. What it does not understand it
/// names. Neither wrappers around wrappers nor what unpacks to more and more let it grow without end.
/// </summary>
/// <param name="found">Takes the events.</param>
/// <param name="notUnderstood">Takes what else there is, in words fit to be shown.</param>
internal sealed class Unwrapper(FoundRecord found, Action<string> notUnderstood)
{
    private const int MostWrappers = 8;
    private const int MostBytes = 128 * 1024 * 1024;

    private int _wrappers;
    private int _left = MostBytes;

    public void Found(ReadOnlySpan<byte> json, RecordKind kind) => found(json, kind);

    public void NotUnderstood(string what) => notUnderstood(what);

    /// <summary>Takes an object, or a row of a query's results, that is no event by itself.</summary>
    public void Unwrap(ReadOnlySpan<byte> json)
    {
        Begin();
        using var document = RecordJson.Parse(json);
        Unwrap(document.RootElement);
    }

    /// <summary>Takes JSON that stands where an event should.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        Begin();
        ReadCarried(json);
    }

    /// <summary>Takes what a wrapper carries, and names it where it is no JSON.</summary>
    public void TakeCarried(ReadOnlySpan<byte> json)
    {
        try
        {
            ReadCarried(json);
        }
        catch (JsonException)
        {
            notUnderstood("a text that is no JSON, in a wrapper");
        }
    }

    public void EndOf(RecordList list)
    {
        if (list.IsUnfinished)
        {
            notUnderstood("the results of a query that did not finish");
        }
    }

    private void ReadCarried(ReadOnlySpan<byte> json)
    {
        if (_wrappers == MostWrappers || json.Length > _left)
        {
            notUnderstood(_wrappers == MostWrappers ? $"more than {MostWrappers} wrappers around each other" : "a wrapper that unpacks to more than 128 MiB");
            return;
        }

        _left -= json.Length;
        _wrappers++;
        try
        {
            using var stream = new MemoryStream(json.ToArray());
            new RecordReader(stream, this, Math.Min(RecordReader.FirstBuffer, json.Length + 1)).Read();
        }
        finally
        {
            _wrappers--;
        }
    }

    // Each object of the file may unpack to so much; what it carries shares that.
    private void Begin() => _left = _wrappers == 0 ? MostBytes : _left;

    private void Unwrap(JsonElement json)
    {
        if (!KnownShapes.All.Any(shape => shape.TryUnwrap(json, this)))
        {
            notUnderstood(ShapeWords.Of(json));
        }
    }
}
