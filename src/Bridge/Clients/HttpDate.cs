using System.Net.Http.Headers;

namespace RootWatch.Bridge.Clients;

/// <summary>Reads the dates of HTTP headers.</summary>
/// <remarks>RFC 9110, section 5.6.7: the obsolete forms are read, too.</remarks>
internal static class HttpDate
{
    /// <summary>Null where the text is no date.</summary>
    public static DateTimeOffset? Read(string? text) => RetryConditionHeaderValue.TryParse(text, out var value) ? value.Date : null;
}
