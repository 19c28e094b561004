using System.Net;
using System.Net.Sockets;

namespace RootWatch.Detection.CloudTrail;

/// <summary>The network that an address belongs to, as far as an address tells: people move within it.</summary>
internal static class Network
{
    private const int V4Prefix = 24;
    private const int V6Prefix = 48;

    /// <summary>Its /24 or /48; null for what is no address, such as a service's name.</summary>
    public static string? Of(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return null;
        }

        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        var bytes = ip.GetAddressBytes();
        var prefix = ip.AddressFamily == AddressFamily.InterNetwork ? V4Prefix : V6Prefix;
        bytes.AsSpan(prefix / 8).Clear();
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
