using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RootWatch.Detection.CloudTrail;

/// <summary>The network that an address belongs to, as far as an address tells: people move within it.</summary>
internal static class Network
{
    private const int V4Parts = 4;
    private const int V4Prefix = 24;
    private const int V6Prefix = 48;

    /// <summary>Its /24 or /48; null for what is no address, such as a service's name.</summary>
    public static string? Of(string? address)
    {
        // Nearly every address is written so, and its network is its own beginning.
        if (IsDottedQuad(address))
        {
            return string.Concat(address.AsSpan(0, address!.LastIndexOf('.')), ".0/24");
        }

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

    // Four numbers up to 255 without leading zeros: with them, an address may mean another one.
    private static bool IsDottedQuad(ReadOnlySpan<char> address)
    {
        var parts = 0;
        foreach (var part in address.Split('.'))
        {
            var digits = address[part];
            if (++parts > V4Parts || digits is ['0', _, ..] || !IsByte(digits))
            {
                return false;
            }
        }

        return parts == V4Parts;
    }

    private static bool IsByte(ReadOnlySpan<char> digits) =>
        digits.IndexOfAnyExceptInRange('0', '9') < 0 && byte.TryParse(digits, CultureInfo.InvariantCulture, out _);
}
