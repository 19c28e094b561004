using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Reconciliation;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Asks AWS now for what EventBridge did not bring, and says how far that has come.</summary>
public sealed class Reconcile(ReconcileEndpoint reconcile)
{
    [Function(nameof(Reconcile))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "reconcile")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpMethods.IsPost(request.Method) ? reconcile.RequestAsync(request, cancellationToken) : reconcile.ShowAsync(cancellationToken);
}
