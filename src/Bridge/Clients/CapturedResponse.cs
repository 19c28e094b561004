using System.Net;
using System.Net.Http.Headers;

namespace RootWatch.Bridge.Clients;

/// <summary>
/// What a service answered. The status is the answer; the body is proof only, so no more of it is read than comes
/// soon and fits.
/// </summary>
public sealed class CapturedResponse
{
    private const int LongestBody = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private CapturedResponse(HttpResponseMessage response, ReadOnlyMemory<byte> body, bool isWhole)
    {
        (Status, Headers, MediaType) = (response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType);
        (Body, IsWhole) = (body, isWhole);
    }

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>Null where the answer does not tell.</summary>
    public string? MediaType { get; }

    /// <summary>As much as came in time.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether the body is known to have come to its end.</summary>
    public bool IsWhole { get; }

    /// <summary>A page for people: a login page, a proxy's. No service that the bridge calls answers so.</summary>
    public bool IsHtml => MediaType is "text/html" or "application/xhtml+xml";

    /// <summary>Reads the body as far as it comes soon. Whatever becomes of the body, and whoever gives up meanwhile, there is an answer.</summary>
    /// <param name="response">The answer, whose headers have come.</param>
    /// <param name="time">What the wait for the body is measured with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<CapturedResponse> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var body = new byte[LongestBody];
        var (length, hasEnded) = (0, false);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(either.Token);
            while (length < LongestBody && !hasEnded)
            {
                var read = await stream.ReadAsync(body.AsMemory(length), either.Token);
                (length, hasEnded) = (length + read, read == 0);
            }
        }
#pragma warning disable CA1031 // However a body ends, what stands above it was said.
        catch (Exception)
#pragma warning restore CA1031
        {
            hasEnded = false;
        }

        // A body that only the connection's end delimits may have been cut anywhere.
        var isDelimited = response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked is true || response.Version.Major > 1;
        return new CapturedResponse(response, body.AsMemory(0, length), hasEnded && isDelimited);
    }

    /// <summary>A header's first value; null where there is none.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) : null;

    /// <summary>What the header Retry-After asks for; null where that is nothing.</summary>
    public TimeSpan? RetryAfter(TimeProvider time) => Clients.RetryAfter.Read(Header("Retry-After"), Header("Date"), time.GetUtcNow());

    /// <summary>How far the clock here is from the service's, in words; null where it is not far enough to matter.</summary>
    /// <param name="whose">Whose clock it is compared with, such as "AWS's".</param>
    /// <param name="time">The clock here.</param>
    public string? ClockSkew(string whose, TimeProvider time)
    {
        var skew = time.GetUtcNow() - HttpDate.Read(Header("Date")) ?? TimeSpan.Zero;
        var minutes = Math.Abs(skew.TotalMinutes);

        // AWS refuses signatures that are more than five minutes off.
        return minutes < 4.5 ? null
            : $"the clock here is {(minutes < 120 ? $"{minutes:0} minutes" : minutes < 2880 ? $"{minutes / 60:0} hours" : $"{minutes / 1440:0} days")} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} {whose}";
    }

    /// <summary>An error's code as the services write them; null for any other text.</summary>
    public static string? CodeOf(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? text : null;
}
