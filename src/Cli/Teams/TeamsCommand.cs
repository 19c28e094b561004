using System.CommandLine;

namespace RootWatch.Cli.Teams;

internal static class TeamsCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The loopback port that the browser comes back to; the app registration must list http://localhost:PORT/ as a redirect URI.", DefaultValueFactory = static _ => 7072 };
        var signIn = new Command(
            "sign-in",
            """
            Signs the Teams service account in, once: opens the way for Teams:Via = Graph, and keeps its tokens in Teams:Graph:TokenCachePath. Reads the same settings as the bridge, from the environment and local.settings.json.

            Example:
              Teams__Via=Graph Teams__Graph__TenantId=… rootwatch teams sign-in
            """)
        { port };
        signIn.SetAction((parsed, cancellationToken) => SignIn.RunAsync(parsed.GetValue(port), cancellationToken));
        return new Command(
            "teams",
            """
            The Microsoft Teams side of the bridge.

            Example:
              rootwatch teams sign-in
            """) { signIn };
    }
}
