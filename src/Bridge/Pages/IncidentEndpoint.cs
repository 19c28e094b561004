using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Response;

namespace RootWatch.Bridge.Pages;

/// <summary>Shows one incident, to whoever holds its link. Looking changes nothing: link scanners look, too.</summary>
public sealed class IncidentEndpoint(
    IncidentArchive archive, ResponseChecklists checklists, LinkSigner links, AccountNames names, AddressBook addresses, IOptions<EntraOptions> entra, IOptions<ReconcileOptions> reconcile, TimeProvider time)
{
    internal const string FormPath = "/acknowledgement";
    internal const string StepsPath = "/steps";

    // In bytes of JSON, before it is laid out.
    private const int LargestPage = 2 * 1024 * 1024;

    /// <summary>For whoever holds the link.</summary>
    public async Task<IResult> ShowAsync(string incident, HttpRequest request, CancellationToken cancellationToken) =>
        Refusal(incident, request) ?? await ShowAsync(incident, request, AddressOf(request), SignatureOf(request), cancellationToken);

    /// <summary>For a caller who has been let in already.</summary>
    public Task<IResult> ShowToCallerAsync(string incident, HttpRequest request, CancellationToken cancellationToken) =>
        ShowAsync(incident, request, links.Sign(LinkSigner.Incident, incident)?.PathAndQuery, string.Empty, cancellationToken);

    /// <summary>Null where the link is good.</summary>
    internal IResult? Refusal(string incident, HttpRequest request) =>
        links.Check(LinkSigner.Incident, incident, request.Query) switch
        {
            LinkVerdict.Good => null,
            LinkVerdict.Expired => Page.Message(StatusCodes.Status410Gone, "This link has expired", "A newer message about the incident has a newer link.", SignInTo(incident)),
            _ => Page.Message(StatusCodes.Status403Forbidden, "This link is not valid", "Open it from the message itself, because mail programs sometimes break links. If that does not help, the key that signed it was removed.", SignInTo(incident)),
        };

    /// <summary>The page with what was wrong with an answer.</summary>
    internal async Task<IResult> ShowProblemAsync(string incident, HttpRequest request, IFormCollection form, string problem, CancellationToken cancellationToken) =>
        await ViewAsync(incident, request, AddressOf(request), SignatureOf(request), cancellationToken) is { } view
            ? Page.Of(view with { Problem = problem, Answer = form["verdict"].ToString(), Name = form["name"].ToString(), Note = form["note"].ToString() }, StatusCodes.Status400BadRequest)
            : Unknown;

    /// <summary>The page with what was wrong with marking steps, which are marked as they were sent.</summary>
    internal async Task<IResult> ShowStepProblemAsync(string incident, HttpRequest request, IFormCollection form, string problem, CancellationToken cancellationToken) =>
        await ViewAsync(incident, request, AddressOf(request), SignatureOf(request), cancellationToken) is { } view
            ? Page.Of(view with { StepProblem = problem, Marked = MarkedIn(form, view.Checklist), Name = form["name"].ToString() }, StatusCodes.Status400BadRequest)
            : Unknown;

    /// <summary>Where the incident's page is, seen from its form.</summary>
    internal static string BackTo(HttpRequest request) => $"{AddressOf(request)}#acknowledge";

    /// <summary>Where the incident's page shows the steps, seen from their form.</summary>
    internal static string BackToSteps(HttpRequest request) => $"{AddressOf(request)}#response";

    internal static IResult Unknown { get; } = Page.Message(StatusCodes.Status404NotFound, "Unknown incident", "It may be older than the time for which incidents are kept.");

    // Besides what was sent, what somebody else has marked since the form was opened: sending the form again must not take that mark away.
    private static IReadOnlyList<string> MarkedIn(IFormCollection form, ResponseChecklist checklist) =>
        [.. form["done"].OfType<string>(), .. checklist.Steps.Where(step => step.Tick is not null).Select(step => step.Planned.Id).Except(form["shown"].OfType<string>(), StringComparer.Ordinal)];

    private string? SignInTo(string incident) =>
        entra.Value.SignInTo is null ? null : $"/api/entra/incidents/{Uri.EscapeDataString(incident)}";

    private static string AddressOf(HttpRequest request) => $"{PathOf(request)}?{SignatureOf(request)}";

    private static string PathOf(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        var form = Array.Find([FormPath, StepsPath], form => path.EndsWith(form, StringComparison.Ordinal));
        return path[..^(form?.Length ?? 0)];
    }

    // The signature is good for whatever follows the incident's name.
    private static string? FormOf(string? address, string form) => address?.Replace("?", $"{form}?", StringComparison.Ordinal);

    private static string SignatureOf(HttpRequest request) =>
        string.Join('&', LinkSigner.Parameters.Select(name => $"{name}={Uri.EscapeDataString(request.Query[name].ToString())}"));

    // So many records at once that each is huge must not keep the page from opening.
    private static StoredRecord Readable(StoredRecord kept, int room)
    {
        var shown = RecordExcerpt.Of(kept.Json, Math.Min(room, RecordExcerpt.LargestRecord));
        return new StoredRecord(PrettyJson.Of(shown.Json), kept.CutFrom ?? shown.CutFrom);
    }

    private async Task<IResult> ShowAsync(string incident, HttpRequest request, string? address, string query, CancellationToken cancellationToken) =>
        await ViewAsync(incident, request, address, query, cancellationToken) is { } view ? Page.Of(view) : Unknown;

    private async Task<IncidentView?> ViewAsync(string incident, HttpRequest request, string? address, string query, CancellationToken cancellationToken)
    {
        if (await archive.FindAsync(incident, cancellationToken) is not { } file)
        {
            return null;
        }

        var account = file.Incident.Account;
        var page = Math.Clamp(int.TryParse(request.Query["page"], CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, Pager.PagesOf(file.Records.Count));
        var shown = file.Records.Skip((page - 1) * Pager.Size).Take(Pager.Size).ToList();
        var rows = shown.Select(async record => new RecordRow(
            record,
            addresses.Find(record.Finding.Record.SourceIp),
            await archive.RecordAsync(account, record.Finding.Record.EventId, cancellationToken) is { } kept ? Readable(kept, LargestPage / shown.Count) : null));
        var name = await names.FindAsync(account);
        return new IncidentView(file, Sentence.Of(file.Incident, name), await Task.WhenAll(rows))
        {
            AccountName = Wording.Fit(name),
            Page = page,
            Query = query,
            AsksAws = reconcile.Value.IsOn,
            Now = time.GetUtcNow(),
            Checklist = await checklists.OfAsync(file, cancellationToken),
            Form = FormOf(address, FormPath),
            StepsForm = FormOf(address, StepsPath),
            Answer = request.Query["answer"].ToString(),
        };
    }
}
