using System.Net;

namespace RootWatch.Detection.Policy;

internal sealed class NetworkConverter() : TextConverter<IPNetwork>("a network such as 203.0.113.0/24 or 2001:db8::/48")
{
    protected override bool TryParse(string text, out IPNetwork value) => IPNetwork.TryParse(text, out value);
}
