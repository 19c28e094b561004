using System.Text;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Expectations;

/// <summary>Where windows in which root use is planned are declared, listed and ended.</summary>
public sealed class ExpectationsEndpoint(ExpectationWindows expectations, DeliveryLedger deliveries, Notifier notifier, TimeProvider time)
{
    public async Task<IResult> DeclareAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var deadline = new AnswerDeadline(time);
        using var body = await RequestBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return Refusals.TooLarge;
        }

        Expectation window;
        try
        {
            window = Expectation.Parse(body.Bytes, "expectation");
        }
        catch (PolicyException problem)
        {
            return Refuse(problem.Message);
        }

        if (ExpectationWindows.Fault(window, time.GetUtcNow()) is { } fault)
        {
            return Refuse(fault);
        }

        var json = Encoding.UTF8.GetString(body.Bytes);
        var (declared, due) = await expectations.DeclareAsync(window, json, cancellationToken);
        await notifier.SendAsync(deliveries, due, deadline);
        return Results.Json(Shown(declared), ExpectationJson.Default.ExpectationView, statusCode: StatusCodes.Status201Created);
    }

    public async Task<IResult> ListAsync(CancellationToken cancellationToken) =>
        Results.Json([.. (await expectations.OpenAsync(cancellationToken)).Select(Shown)], ExpectationJson.Default.ExpectationViewArray);

    public async Task<IResult> EndAsync(string id, CancellationToken cancellationToken)
    {
        var deadline = new AnswerDeadline(time);
        if (await expectations.EndAsync(id, cancellationToken) is not { } due)
        {
            return Results.Problem("There is no such window that is still to be open.", statusCode: StatusCodes.Status404NotFound);
        }

        await notifier.SendAsync(deliveries, due, deadline);
        return Results.NoContent();
    }

    private static ExpectationView Shown(DeclaredExpectation declared)
    {
        var window = declared.ToWindow();
        return new ExpectationView(
            declared.Id,
            [.. window.Accounts.Select(account => account.Digits)],
            [.. window.Tasks.Select(task => task.Name)],
            [.. window.Networks.Select(network => network.ToString())],
            window.From,
            window.To,
            window.Who.Text,
            window.Ticket.Text,
            declared.Declared);
    }

    private static IResult Refuse(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "The body is no expectation.");
}
