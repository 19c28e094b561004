using System.Net;
using Azure.Core;
using Azure.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using RootWatch.Bridge;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Settings;
using RootWatch.LocalHost;
using BridgeAnswer = RootWatch.Bridge.Clients.CapturedResponse;

namespace RootWatch.Cli.Teams;

/// <summary>Waits on a loopback port for the browser to bring the authorization code.</summary>
internal static class SignIn
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(port, cancellationToken);
        }
#pragma warning disable CA1031 // The end of the line: people read a sentence, not a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine(SignInFailure.SentenceOf(failure));
            return failure is OptionsValidationException ? 2 : 1;
        }
    }

    private static async Task<int> TryAsync(int port, CancellationToken cancellationToken)
    {
        LocalSettings.Find(Directory.GetCurrentDirectory()).ApplyToEnvironment();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build())
            // Whoever signs in here is a person, with "az login" where the tokens go to a vault.
            .AddSingleton<TokenCredential>(new AzureCliCredential())
            .AddBridge()
            .BuildServiceProvider();
        var teams = services.GetRequiredService<IOptions<TeamsOptions>>().Value;
        if (teams.Via != TeamsVia.Graph)
        {
            Console.Error.WriteLine("Teams:Via is not Graph, so nobody needs to sign in. Set it to Graph, and the settings Teams:Graph:*, as the bridge will have them.");
            return 2;
        }

        if (((ICheckedSettings)teams).Unusable.Where(setting => setting.Name.StartsWith("Teams:Graph:", StringComparison.Ordinal)).ToList() is { Count: > 0 } unusable)
        {
            Console.Error.WriteLine($"{string.Join("; ", unusable)}. Azure resolves references for the bridge alone: set the value itself here.");
            return 2;
        }

        var user = await SignInAsync(services.GetRequiredService<GraphSignIn>(), port, cancellationToken);
        Console.WriteLine($"Signed in as {user}. The bridge can post now.");
        return 0;
    }

    private static async Task<string> SignInAsync(GraphSignIn signIn, int port, CancellationToken cancellationToken)
    {
        var request = await signIn.BeginAsync(new Uri($"http://localhost:{port}/"), cancellationToken);
        var code = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.MapGet("/", (HttpRequest browser) => Receive(browser, request, code));
        await app.StartAsync(cancellationToken);
        Console.WriteLine("Open this address in a browser and sign in as the service account that is to post:");
        Console.WriteLine(request.Url.AbsoluteUri);
        return await signIn.CompleteAsync(request, await code.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken), cancellationToken);
    }

    private static IResult Receive(HttpRequest browser, SignInRequest request, TaskCompletionSource<string> code)
    {
        var isAnswer = request.State.Equals(browser.Query["state"], StringComparison.Ordinal);
        if (isAnswer && browser.Query["error"].ToString() is { Length: > 0 } error)
        {
            code.TrySetException(new MsalServiceException(BridgeAnswer.CodeOf(error) ?? "no reason", "Entra ID sent the browser back without a code."));
            return Results.Text("Entra ID refused the sign-in. The terminal says more.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (!isAnswer || browser.Query["code"].ToString() is not { Length: > 0 } brought)
        {
            return Results.Text("This is not the answer to the sign-in that rootwatch waits for.", statusCode: StatusCodes.Status400BadRequest);
        }

        code.TrySetResult(brought);
        return Results.Text("Signed in. You can close this page and go back to the terminal.");
    }
}
