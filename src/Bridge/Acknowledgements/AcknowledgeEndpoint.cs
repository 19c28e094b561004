using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Acknowledgements;

/// <summary>Where people say whether an incident was theirs. Looking changes nothing: link scanners look, too.</summary>
public sealed class AcknowledgeEndpoint(Ledger ledger, Deliveries deliveries, Notifier notifier, LinkSigner links, TimeProvider time)
{
    private const int LongestForm = 8192;

    public async Task<IResult> ShowAsync(string incident, HttpRequest request, CancellationToken cancellationToken)
    {
        if (Refusal(incident, request) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await ledger.IncidentAsync(incident, cancellationToken) is { } known
                ? AcknowledgementPage.Form(known)
                : AcknowledgementPage.Message(StatusCodes.Status404NotFound, "This incident is not known any more.");
        }
        catch (StoreUnavailableException)
        {
            return AcknowledgementPage.Message(StatusCodes.Status503ServiceUnavailable, "The ledger does not answer. Try again in a minute.");
        }
    }

    public async Task<IResult> ActAsync(string incident, HttpRequest request, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(time);
        if (Refusal(incident, request) is { } refusal)
        {
            return refusal;
        }

        if (!request.HasFormContentType || request.ContentLength is null or > LongestForm)
        {
            return AcknowledgementPage.Message(StatusCodes.Status400BadRequest, "Use the form that the link in the message shows.");
        }

        var form = await request.ReadFormAsync(cancellationToken);
        if (VerdictOf(form["verdict"].ToString()) is not { } verdict || form["name"].ToString().Trim() is not { Length: > 0 and <= 100 } name || form["note"].ToString().Trim() is not { Length: <= 500 } note)
        {
            return AcknowledgementPage.Message(StatusCodes.Status400BadRequest, "Say who you are, in at most 100 characters, and choose an answer; a note has at most 500.");
        }

        try
        {
            // Sent twice, a form says nothing new.
            var known = await ledger.IncidentAsync(incident, cancellationToken);
            if (known?.Told.Acknowledgement is { } said && said.Verdict == verdict && said.Name == name && said.Note == note)
            {
                return AcknowledgementPage.Thanks(verdict);
            }

            if (await ledger.AcknowledgeAsync(incident, verdict, name, note, CancellationToken.None) is not { } due)
            {
                return AcknowledgementPage.Message(StatusCodes.Status404NotFound, "This incident is not known any more.");
            }

            await notifier.SendAsync(deliveries, due, arrival);
            return AcknowledgementPage.Thanks(verdict);
        }
        catch (StoreUnavailableException)
        {
            return AcknowledgementPage.Message(StatusCodes.Status503ServiceUnavailable, "The ledger does not answer, so nothing was noted. Try again in a minute.");
        }
    }

    private static Verdict? VerdictOf(string value) =>
        value switch
        {
            "legitimate" => Verdict.Legitimate,
            "not-us" => Verdict.NotUs,
            _ => null,
        };

    private IResult? Refusal(string incident, HttpRequest request) =>
        links.Check(LinkSigner.Acknowledge, incident, request.Query) switch
        {
            LinkVerdict.Good => null,
            LinkVerdict.Expired => AcknowledgementPage.Message(StatusCodes.Status410Gone, "This link has expired. A newer message of the incident has a newer one."),
            _ => AcknowledgementPage.Message(StatusCodes.Status403Forbidden, "This link is not valid."),
        };
}
