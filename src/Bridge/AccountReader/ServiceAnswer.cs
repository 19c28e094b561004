using System.Net;
using System.Text.Json;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.Bridge.AccountReader;

/// <summary>What one of AWS's services answered.</summary>
internal sealed class ServiceAnswer
{
    private readonly string? _errorType;
    private readonly string? _date;

    private ServiceAnswer(HttpResponseMessage response, byte[] body)
    {
        (Status, Body) = (response.StatusCode, body);
        IsHtml = response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";
        _errorType = First(response, "x-amzn-ErrorType");
        _date = First(response, "Date");
    }

    public HttpStatusCode Status { get; }

    public byte[] Body { get; }

    /// <summary>A page for people, from whoever stands in between.</summary>
    public bool IsHtml { get; }

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>When it was sent by the service's own clock; null where it does not say.</summary>
    public DateTimeOffset? SentAt => HttpDate.Read(_date);

    /// <summary>The error's code, whichever protocol it came by; null where there is none.</summary>
    public string? Code => CapturedResponse.CodeOf(Bare(_errorType)) ?? (Body is [(byte)'<', ..] ? CapturedResponse.CodeOf(AwsXml.Read(Body)["Code"]) : CapturedResponse.CodeOf(Bare(TypeInJson())));

    /// <summary>Reads an answer to its end.</summary>
    /// <param name="response">The answer, whose headers have come.</param>
    /// <param name="longest">How many bytes its body may have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The body is cut off, or too long.</exception>
    public static async Task<ServiceAnswer> ReadAsync(HttpResponseMessage response, int longest, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(int.Clamp((int)long.Min(response.Content.Headers.ContentLength ?? 0, longest), 0, longest));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var part = new byte[32 * 1024];
        for (int read; (read = await stream.ReadAsync(part, cancellationToken)) > 0;)
        {
            if (body.Length + read > longest)
            {
                throw new IOException("The answer is too long.");
            }

            body.Write(part, 0, read);
        }

        return new ServiceAnswer(response, body.ToArray());
    }

    private static string? First(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    // "com.amazonaws.cloudtrail.v20131101#InvalidNextTokenException", "AccessDeniedException:http://…".
    private static string? Bare(string? type)
    {
        var code = type?.Split(':')[0];
        return code?[(code.LastIndexOf('#') + 1)..];
    }

    private string? TypeInJson()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && (json.RootElement.TryGetProperty("__type", out var type) || json.RootElement.TryGetProperty("code", out type))
                && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
