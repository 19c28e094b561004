using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Receipts;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where a Teams flow reports what it posted; the signature in the address is the key.</summary>
public sealed class ReceiveReceipts(ReceiptEndpoint receipts)
{
    [Function(nameof(ReceiveReceipts))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "receipts/{delivery}")] HttpRequest request, string delivery, CancellationToken cancellationToken) =>
        receipts.ReceiveAsync(delivery, request, cancellationToken);
}
