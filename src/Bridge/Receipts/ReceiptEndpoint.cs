using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Receipts;

/// <summary>Where a Workflows flow reports that it posted a message. Its address is signed, and good once.</summary>
public sealed class ReceiptEndpoint(DeliveryLedger deliveries, Notifier notifier, LinkSigner links, TimeProvider time)
{
    public async Task<IResult> ReceiveAsync(string delivery, HttpRequest request, CancellationToken cancellationToken)
    {
        switch (links.Check(LinkSigner.Receipt, delivery, request.Query))
        {
            case LinkVerdict.Good:
                break;
            case LinkVerdict.Expired:
                return Results.Problem("The receipt comes too late to be of use.", statusCode: StatusCodes.Status410Gone);
            default:
                return Results.Problem("The signature is not RootWatch's.", statusCode: StatusCodes.Status403Forbidden);
        }

        try
        {
            return await deliveries.FindAsync(delivery, cancellationToken) switch
            {
                null when notifier.TryProve(delivery) => Results.NoContent(),
                null => Results.Problem("There is no such delivery.", statusCode: StatusCodes.Status404NotFound),
                { State: DeliveryState.Sent } => Results.Problem("The receipt was given before.", statusCode: StatusCodes.Status409Conflict),
                var known when await deliveries.SettleAsync(
                    known with { State = DeliveryState.Sent, ReceiptDue = null, Proof = known.Proof ?? "receipt", Settled = time.GetUtcNow(), Reason = null }, following: null, cancellationToken) => Results.NoContent(),
                _ => Results.Problem("The receipt was given before.", statusCode: StatusCodes.Status409Conflict),
            };
        }
        catch (StoreUnavailableException)
        {
            if (notifier.TryProve(delivery))
            {
                return Results.NoContent();
            }

            return Results.Problem("The ledger does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
