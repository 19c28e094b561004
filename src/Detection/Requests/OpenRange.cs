using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RootWatch.Detection.Requests;

/// <summary>A range of addresses so wide that it is everywhere: 0.0.0.0/0, ::/0, or their halves.</summary>
internal static class OpenRange
{
    private const int Longest = 50;
    private const int NarrowestFour = 8;
    private const int NarrowestSix = 16;

    public static bool Is(string text)
    {
        var slash = text.Length <= Longest ? text.IndexOf('/', StringComparison.Ordinal) : -1;
        return slash > 0 && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && prefix < (address.AddressFamily == AddressFamily.InterNetwork ? NarrowestFour : NarrowestSix);
    }
}
