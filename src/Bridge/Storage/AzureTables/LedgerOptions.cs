using System.ComponentModel.DataAnnotations;
using Azure.Core;
using Azure.Data.Tables;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Storage.AzureTables;

/// <summary>Where the ledger is kept. Section <c>Ledger</c>. With nothing set it is kept in memory, and a restart forgets it.</summary>
public sealed class LedgerOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Ledger";

    /// <summary>A storage account's connection string, for local runs: UseDevelopmentStorage=true is Azurite's. Default: none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The storage account's table endpoint, such as https://account.table.core.windows.net, called with the managed identity. Default: none.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>The table's name; it is created where there is none. Default: RootWatch.</summary>
    public string TableName { get; set; } = "RootWatch";

    /// <summary>How many days after it was last written an entry is deleted. Default: 400.</summary>
    public int RetentionDays { get; set; } = 400;

    internal bool IsInMemory => string.IsNullOrEmpty(ConnectionString) && TableServiceUri is null;

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable => Problem is null ? [] : [Problem];

    /// <summary>Why the ledger cannot be opened; null where it may be. With nothing set it is kept in memory, and nothing is wrong.</summary>
    internal UnusableSetting? Problem => string.IsNullOrEmpty(ConnectionString) ? null : UnusableSetting.OfSecret("Ledger:ConnectionString", ConnectionString, "ledger");

    internal TableClient Table(TokenCredential managedIdentity)
    {
        // One quick second try: whoever waits longer, waits for nothing, for the alert goes out all the same.
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1.5);
        return TableServiceUri is { } endpoint
            ? new TableClient(endpoint, TableName, managedIdentity, options)
            : new TableClient(ConnectionString, TableName, options);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TableName is not { Length: >= 3 and <= 63 } || !char.IsAsciiLetter(TableName[0]) || !TableName.All(char.IsAsciiLetterOrDigit))
        {
            yield return new ValidationResult($"Ledger:TableName is \"{TableName}\"; it must be 3 to 63 letters and digits, the first a letter.");
        }

        if (RetentionDays is < 8 or > 36_500)
        {
            yield return new ValidationResult($"Ledger:RetentionDays is {RetentionDays}; it must be between 8 and 36500.");
        }

        if (!string.IsNullOrEmpty(ConnectionString) && TableServiceUri is not null)
        {
            yield return new ValidationResult("Ledger:ConnectionString and Ledger:TableServiceUri exclude each other: set the first on a laptop, the second in Azure.");
        }

        if (TableServiceUri is { } endpoint && !WebAddress.IsSafe(endpoint))
        {
            yield return new ValidationResult($"Ledger:TableServiceUri is \"{endpoint}\"; it must be an https URL, such as https://account.table.core.windows.net.");
        }

        if (!string.IsNullOrEmpty(ConnectionString) && Problem is null && !IsConnectionString(ConnectionString))
        {
            yield return new ValidationResult("Ledger:ConnectionString is no storage account's connection string (its value is secret and not repeated here).");
        }
    }

    private static bool IsConnectionString(string value)
    {
        try
        {
            _ = new TableServiceClient(value);
            return true;
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
