using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace RootWatch.Hello;

public static class SayHello
{
    [Function(nameof(SayHello))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "hello")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Text("Hello.");
    }
}
