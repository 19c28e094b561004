using System.IO.Compression;
using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>What Kinesis, Firehose and CloudWatch Logs' subscriptions carry: base64, often of gzip.</summary>
internal sealed class PackedData : IShape
{
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly string[][] Places = [["awslogs", "data"], ["kinesis", "data"], ["data"], ["body"]];

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        foreach (var place in Places)
        {
            if (json.At(place) is { ValueKind: JsonValueKind.String } data)
            {
                Take(data.Text() ?? string.Empty, unwrapper);
                return true;
            }
        }

        return false;
    }

    private static void Take(string data, Unwrapper unwrapper)
    {
        var bytes = new byte[data.Length];
        if (data.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            unwrapper.TakeCarried(Encoding.UTF8.GetBytes(data));
        }
        else if (!Convert.TryFromBase64String(data, bytes, out var length))
        {
            unwrapper.NotUnderstood("data that is neither base64 nor JSON, in a wrapper");
        }
        else if (bytes is [0x1f, 0x8b, ..])
        {
            Unpack(bytes.AsSpan(0, length).ToArray(), unwrapper);
        }
        else
        {
            unwrapper.TakeCarried(bytes.AsSpan(0, length));
        }
    }

    private static void Unpack(byte[] packed, Unwrapper unwrapper)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var part = new byte[64 * 1024];
        try
        {
            for (var read = gzip.Read(part); read > 0; read = gzip.Read(part))
            {
                unpacked.Write(part, 0, read);
                if (unpacked.Length > MostBytes)
                {
                    unwrapper.NotUnderstood("gzip that unpacks to more than 64 MiB, in a wrapper");
                    return;
                }
            }
        }
        catch (InvalidDataException)
        {
            unwrapper.NotUnderstood("gzip that is corrupt, in a wrapper");
            return;
        }

        unwrapper.TakeCarried(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length));
    }
}
