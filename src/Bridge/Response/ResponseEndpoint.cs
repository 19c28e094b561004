using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Requests;
using RootWatch.Detection.Response;

namespace RootWatch.Bridge.Response;

/// <summary>Shows what to do about an incident, and takes which steps people have done. RootWatch itself changes nothing in AWS.</summary>
public sealed class ResponseEndpoint(
    IncidentEndpoint page, IncidentArchive archive, ResponseChecklists checklists, Ledger ledger, DeliveryLedger deliveries, Notifier notifier, TimeProvider time)
{
    private const int LongestForm = 16_384;
    private const int LongestName = 100;

    /// <summary>The plan as text: <c>?format=markdown</c>, which is the default, or <c>?format=script</c>.</summary>
    public async Task<IResult> ShowAsync(string incident, HttpRequest request, CancellationToken cancellationToken)
    {
        if (RendererOf(request.Query["format"].ToString()) is not var (render, type))
        {
            return Results.Problem("format is markdown or script.", statusCode: StatusCodes.Status400BadRequest, title: "There is no such format");
        }

        return await archive.FindAsync(incident, cancellationToken) is { } details
            ? Results.Text(render((await checklists.OfAsync(details, cancellationToken)).Plan), type, Encoding.UTF8)
            : Results.Problem("The incident is unknown. It may be older than the time for which incidents are kept.", statusCode: StatusCodes.Status404NotFound, title: "Unknown incident");
    }

    /// <summary>Takes the checklist's form from whoever holds the incident's link.</summary>
    public async Task<IResult> MarkAsync(string incident, HttpRequest request, CancellationToken cancellationToken)
    {
        var deadline = new AnswerDeadline(time);
        if ((page.Refusal(incident, request) ?? Form.Refusal(request, LongestForm)) is { } refusal)
        {
            return refusal;
        }

        var form = await Form.ReadAsync(request, cancellationToken);
        if (form["name"].ToString().Trim() is not { Length: > 0 and <= LongestName } name)
        {
            return await page.ShowStepProblemAsync(incident, request, form, "Say who you are, in at most 100 characters.", cancellationToken);
        }

        if (await archive.FindAsync(incident, cancellationToken) is not { } details)
        {
            return IncidentEndpoint.Unknown;
        }

        var checklist = await checklists.OfAsync(details, cancellationToken);
        var changes = ChangesOf(checklist, form["done"], form["shown"]);
        if (changes.Count > 0 && await NoteAsync(details.Incident.Id, checklist, changes, name) is { } due)
        {
            await notifier.SendAsync(deliveries, due, deadline);
        }

        return new SeeOther(IncidentEndpoint.BackToSteps(request));
    }

    private static (Func<ResponsePlan, string> Render, string Type)? RendererOf(string format) =>
        format switch
        {
            "" or "markdown" => (ResponseMarkdown.Of, "text/markdown"),
            "script" => (ResponseScript.Of, "text/x-shellscript"),
            _ => null,
        };

    // What the page showed as marked, and what it sends back: nobody takes away a mark that they have not seen.
    private static List<(ChecklistStep Step, bool IsDone)> ChangesOf(ResponseChecklist checklist, StringValues done, StringValues shown) =>
        [.. checklist.Steps
            .Select(step => (Step: step, IsDone: done.Contains(step.Planned.Id, StringComparer.Ordinal), WasDone: shown.Contains(step.Planned.Id, StringComparer.Ordinal)))
            .Where(step => step.IsDone != step.WasDone && step.IsDone != step.Step.Tick is not null)
            .Select(step => (step.Step, step.IsDone))];

    private async Task<IReadOnlyList<Delivery>?> NoteAsync(string incident, ResponseChecklist checklist, List<(ChecklistStep Step, bool IsDone)> changes, string name)
    {
        var now = time.GetUtcNow();
        return await ledger.NoteResponseAsync(
            incident,
            progress => changes.Aggregate(progress, (all, change) => change.IsDone ? all.With(change.Step.Planned.Id, new StepTick(name, now)) : all.Without(change.Step.Planned.Id)),
            (snapshot, progress) => ResponseNotices.WhenDone(snapshot, checklist.With(progress)),
            [.. changes.Select(change => new AuditEntry(change.IsDone ? "StepDone" : "StepReopened", incident, name, change.Step.Planned.Step.Title, now))],
            CancellationToken.None);
    }
}
