using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>How the vault is used while an alert waits: briefly, and so that a token is not lost because it cannot be kept.</summary>
internal sealed partial class UnattendedVault(ILogger logger)
{
    public static SecretClientOptions Options { get; } = Brief();

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
        [LoggerMessage(1, LogLevel.Warning, "The Teams account's renewed tokens could not be kept in Key Vault ({Problem}); the identity needs to get and to set that secret")]
        public static partial void NotSaved(ILogger logger, string problem);
    }
}
