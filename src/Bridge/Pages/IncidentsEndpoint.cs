using System.Globalization;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.Pages;

/// <summary>Lists incidents: a page for browsers, JSON for everybody else.</summary>
public sealed class IncidentsEndpoint(IncidentArchive archive, LinkSigner links, AccountNames names)
{
    private static readonly string[] Credentials = ["code", .. LinkSigner.Parameters];

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (IncidentFilter.Read(request.Query, out var problem) is not { } filter)
        {
            return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }

        var page = 1;
        if (request.Query["page"].ToString() is { Length: > 0 } text && (!int.TryParse(text, CultureInfo.InvariantCulture, out page) || page < 1))
        {
            return Results.Problem("page must be a number from 1.", statusCode: StatusCodes.Status400BadRequest);
        }

        var list = await ReadAsync(filter, page, cancellationToken);
        return Page.IsAskedFor(request)
            ? Page.Of(new IncidentListView(list, request.Path.ToUriComponent(), CredentialsOf(request), QueryOf(request)))
            : new PrivateJson<IncidentList>(list, PagesJson.Default.IncidentList);
    }

    private async Task<IncidentList> ReadAsync(IncidentFilter filter, int page, CancellationToken cancellationToken)
    {
        var all = (await archive.ListAsync(filter.Account, cancellationToken)).Where(filter.Fits).ToList();
        var pages = Pager.PagesOf(all.Count);
        var shown = all.Skip(Math.Min(page - 1, pages) * Pager.Size).Take(Pager.Size).Select(async document =>
        {
            var incident = document.Incident;
            var name = await names.FindAsync(incident.Account);
            return new ListedIncident(
                incident.Id,
                links.Sign(LinkSigner.Incident, incident.Id),
                incident.Account,
                name,
                incident.Start,
                incident.End,
                incident.Findings,
                incident.Assessment,
                incident.Severity,
                Sentence.Of(incident, name).ToString(),
                document.IsOpen,
                document.Acknowledgement)
            { FoundInHistory = incident.FoundInHistory };
        });
        return new IncidentList(await Task.WhenAll(shown), filter, page, pages, all.Count);
    }

    private static List<KeyValuePair<string, string>> CredentialsOf(HttpRequest request) =>
        [.. Credentials.Select(name => KeyValuePair.Create(name, request.Query[name].ToString())).Where(pair => pair.Value.Length > 0)];

    private static string QueryOf(HttpRequest request) =>
        string.Join('&', request.Query.Where(pair => pair.Key != "page").Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
}
