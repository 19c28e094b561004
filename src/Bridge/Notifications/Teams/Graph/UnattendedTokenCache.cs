using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>How the tokens are kept while an alert waits: briefly, and so that a token is not lost because it cannot be kept.</summary>
internal sealed partial class UnattendedTokenCache(ILogger logger)
{
    public static SecretClientOptions VaultOptions { get; } = Brief();

    public void CouldNotSave(Exception failure) => Log.NotSaved(logger, SendOutcome.OfFailure(failure).Why!);

    private static SecretClientOptions Brief()
    {
        var options = new SecretClientOptions();
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
        return options;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Teams account's renewed tokens could not be kept ({Problem}); the bridge needs to read and to write them")]
        public static partial void NotSaved(ILogger logger, string problem);
    }
}
