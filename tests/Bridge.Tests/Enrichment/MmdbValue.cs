using System.Text;

namespace RootWatch.Bridge.Tests.Enrichment;

/// <summary>Writes values as MaxMind's data section has them.</summary>
internal sealed class MmdbValue(MemoryStream file)
{
    public void Map(params (string Key, Action<MmdbValue> Value)[] members)
    {
        file.WriteByte((byte)(0b1110_0000 | members.Length));
        foreach (var (key, value) in members)
        {
            Text(key);
            value(this);
        }
    }

    // At most 284 bytes: more than any value here.
    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        file.WriteByte((byte)(0b0100_0000 | Math.Min(bytes.Length, 29)));
        if (bytes.Length >= 29)
        {
            file.WriteByte((byte)(bytes.Length - 29));
        }

        file.Write(bytes);
    }

    public void Number(int number) => file.Write([0b1100_0100, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    public void Short(int number) => file.Write([0b1010_0010, (byte)(number >> 8), (byte)number]);

    public void Long(int number) => file.Write([0b0000_0100, 2, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    /// <summary>An array of nothing.</summary>
    public void Empty() => file.Write([0, 4]);
}
