using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Requests;

namespace RootWatch.Bridge.Acknowledgements;

/// <summary>Takes what people say of an incident: whether it was theirs.</summary>
public sealed class AcknowledgeEndpoint(IncidentEndpoint page, IncidentArchive archive, Ledger ledger, DeliveryLedger deliveries, Notifier notifier, TimeProvider time)
{
    private const int LongestForm = 8192;

    public async Task<IResult> ActAsync(string incident, HttpRequest request, CancellationToken cancellationToken)
    {
        var deadline = new AnswerDeadline(time);
        if ((page.Refusal(incident, request) ?? Form.Refusal(request, LongestForm)) is { } refusal)
        {
            return refusal;
        }

        var form = await Form.ReadAsync(request, cancellationToken);
        if (VerdictOf(form["verdict"].ToString()) is not { } verdict || form["name"].ToString().Trim() is not { Length: > 0 and <= 100 } name || form["note"].ToString().Trim() is not { Length: <= 500 } note)
        {
            return await page.ShowProblemAsync(incident, request, form, "Choose an answer and say who you are, in at most 100 characters; a note has at most 500.", cancellationToken);
        }

        // Sent twice, a form says nothing new.
        var nameNow = await archive.NameAsync(incident, cancellationToken) ?? incident;
        var known = await ledger.IncidentAsync(nameNow, cancellationToken);
        if (known?.Notifications.Acknowledgement is { } said && said.Verdict == verdict && said.Name == name && said.Note == note)
        {
            return new SeeOther(IncidentEndpoint.BackTo(request));
        }

        if (await ledger.AcknowledgeAsync(nameNow, verdict, name, note, CancellationToken.None) is not { } due)
        {
            return IncidentEndpoint.Unknown;
        }

        await notifier.SendAsync(deliveries, due, deadline);
        return new SeeOther(IncidentEndpoint.BackTo(request));
    }

    private static Verdict? VerdictOf(string value) =>
        value switch
        {
            "legitimate" => Verdict.Legitimate,
            "not-us" => Verdict.NotUs,
            _ => null,
        };
}
