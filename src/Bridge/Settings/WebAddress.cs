namespace RootWatch.Bridge.Settings;

/// <summary>What an address in the settings must be.</summary>
internal static class WebAddress
{
    /// <summary>Whether what is sent there stays secret: https, or within the machine.</summary>
    public static bool IsSafe(Uri? address) => IsWeb(address) && (address!.Scheme == Uri.UriSchemeHttps || address.IsLoopback);

    public static bool IsWeb(Uri? address) => address is { IsAbsoluteUri: true, Scheme: "https" or "http" };
}
