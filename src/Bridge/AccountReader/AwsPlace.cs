using Amazon;

namespace RootWatch.Bridge.AccountReader;

/// <summary>Where one of AWS's services is called, and what the signature of a call is for.</summary>
/// <param name="Name">What people call the service.</param>
/// <param name="Service">As signatures name it.</param>
/// <param name="Region">The region that the signature is for.</param>
/// <param name="Url">The address; ends in a slash.</param>
internal sealed record AwsPlace(string Name, string Service, RegionEndpoint Region, Uri Url);
