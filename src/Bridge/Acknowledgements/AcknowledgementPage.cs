using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Acknowledgements;

/// <summary>The page that a message's link leads to: no script, nothing from elsewhere, never kept by a cache.</summary>
internal static class AcknowledgementPage
{
    public static IResult Form(Incident incident)
    {
        var said = incident.Told.Acknowledgement is { } known
            ? $"<p>{Html(known.Name)} said on {Notices.Utc(known.At)}: <strong>{Words(known.Verdict)}</strong> {Html(known.Note)}</p>"
            : "<p>Nobody has said yet whether this was your own people.</p>";
        return Page(
            StatusCodes.Status200OK,
            $"""
            <h1>{incident.Assessment} – {incident.Severity}: root of {Html(incident.Session.Account)}</h1>
            <p>{Notices.Count(incident.Findings, "finding")} from {Notices.Utc(incident.Start)} to {Notices.Utc(incident.End)}. Signals: {Html(string.Join(", ", incident.Session.Signals))}.</p>
            {said}
            <form method="post">
            <p><label>Your name <input name="name" required maxlength="100" autocomplete="name"></label></p>
            <p><label>Note <input name="note" maxlength="500"></label></p>
            <p><button name="verdict" value="legitimate">This was us</button> <button name="verdict" value="not-us">This was NOT us</button></p>
            </form>
            """);
    }

    public static IResult Thanks(Verdict verdict) =>
        Page(StatusCodes.Status200OK, $"<h1>Noted: {Words(verdict)}</h1><p>Both channels are told so.</p>");

    public static IResult Message(int status, string text) => Page(status, $"<h1>{Html(text)}</h1>");

    private static string Words(Verdict verdict) => verdict == Verdict.Legitimate ? "this was us." : "this was NOT us.";

    private static string Html(string text) => HtmlEncoder.Default.Encode(Untrusted.Text(text, 500));

    private static HtmlPage Page(int status, string body) =>
        new HtmlPage(
            status,
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>RootWatch</title></head>
            <body>
            {body}
            </body></html>
            """);

    private sealed class HtmlPage(int status, string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["X-Robots-Tag"] = "noindex";
            response.Headers.XContentTypeOptions = "nosniff";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
