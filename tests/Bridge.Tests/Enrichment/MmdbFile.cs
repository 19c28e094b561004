using System.Net;
using System.Text;

namespace RootWatch.Bridge.Tests.Enrichment;

/// <summary>Writes a small MaxMind database: one IPv4 network with one value, as the format's specification has it.</summary>
/// <remarks>https://maxmind.github.io/MaxMind-DB/</remarks>
internal static class MmdbFile
{
    private const int SeparatorBytes = 16;

    public static byte[] With(IPNetwork network, Action<MmdbValue> value)
    {
        using var file = new MemoryStream();
        var (address, nodes) = (network.BaseAddress.GetAddressBytes(), network.PrefixLength);
        for (var bit = 0; bit < nodes; bit++)
        {
            // Whichever way the network does not lie, nothing is found.
            var next = bit + 1 < nodes ? bit + 1 : nodes + SeparatorBytes;
            var isOne = (address[bit / 8] >> (7 - (bit % 8)) & 1) == 1;
            Number24(file, isOne ? nodes : next);
            Number24(file, isOne ? next : nodes);
        }

        file.Write(new byte[SeparatorBytes]);
        value(new MmdbValue(file));
        file.Write([0xAB, 0xCD, 0xEF]);
        file.Write(Encoding.ASCII.GetBytes("MaxMind.com"));
        new MmdbValue(file).Map(
            ("node_count", number => number.Number(nodes)),
            ("record_size", number => number.Short(24)),
            ("ip_version", number => number.Short(4)),
            ("database_type", text => text.Text("Test")),
            ("languages", list => list.Empty()),
            ("binary_format_major_version", number => number.Short(2)),
            ("binary_format_minor_version", number => number.Short(0)),
            ("build_epoch", number => number.Long(1_700_000_000)),
            ("description", map => map.Map()));
        return file.ToArray();
    }

    private static void Number24(MemoryStream file, int number) => file.Write([(byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
