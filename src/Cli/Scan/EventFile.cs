using System.Text;
using RootWatch.Detection.History;

namespace RootWatch.Cli.Scan;

/// <summary>A temporary file of events, in the order in which they were written.</summary>
internal sealed class EventFile : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Append(IEnumerable<RootEvent> events)
    {
        using var writer = new BinaryWriter(new FileStream(_path, FileMode.Append), Encoding.UTF8);
        foreach (var found in events)
        {
            writer.Write(found.Order.At.UtcTicks);
            writer.Write(found.Order.SignsIn);
            writer.Write(found.Order.EventId);
            writer.Write(found.IsEnvelope);
            writer.Write(found.Json.Length);
            writer.Write(found.Json);
        }
    }

    public IEnumerable<RootEvent> Read()
    {
        using var reader = new BinaryReader(File.OpenRead(_path), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            yield return new RootEvent(
                new EventOrder(new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadBoolean(), reader.ReadString()), reader.ReadBoolean(), reader.ReadBytes(reader.ReadInt32()));
        }
    }

    public void Dispose() => File.Delete(_path);
}
