using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.TestEvents;

/// <summary>Tells whoever sent a test event what has become of it.</summary>
public sealed class TestEndpoint(DeliveryLedger deliveries)
{
    public async Task<IResult> ShowAsync(string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var test))
        {
            return Results.Problem("A test's id is a UUID.", statusCode: StatusCodes.Status400BadRequest);
        }

        var known = await deliveries.OfTopicAsync(TestNotices.TopicOf(test), cancellationToken);
        return known.Count == 0
            ? Results.Problem("No such test has arrived.", statusCode: StatusCodes.Status404NotFound)
            : Results.Json(
                new TestReport(test, known[0].Due, [.. known.Select(delivery => new TestDelivery(delivery.Channel, delivery.State, delivery.Settled, delivery.Reason))]),
                TestJson.Default.TestReport);
    }
}
