using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using Azure.Data.Tables;
using Azure.Identity;
using RootWatch.Bridge.Storage.AzureTables;

namespace RootWatch.Cli.Ledger;

/// <summary>Which table a command means.</summary>
internal sealed class LedgerOptionSet
{
    // The bridge's own setting. Its value is a secret, and other users of a machine can read a command line.
    private const string ConnectionVariable = "Ledger__ConnectionString";

    private static readonly LedgerOptions Defaults = new();

    public Option<Uri?> TableServiceUri { get; } = new("--table-service-uri")
    {
        Description = $"The storage account's table endpoint, such as https://account.table.core.windows.net; \"az login\" opens it, with the role Storage Table Data Contributor. Without it the variable {ConnectionVariable} says which account.",
    };

    public Option<string> TableName { get; } = new("--table") { Description = "The table's name.", DefaultValueFactory = static _ => Defaults.TableName };

    /// <returns>The table; null, and a sentence on standard error, where the options name none.</returns>
    public TableClient? TableOf(ParseResult parsed)
    {
        var endpoint = parsed.GetValue(TableServiceUri);
        var connection = endpoint is null ? Environment.GetEnvironmentVariable(ConnectionVariable) : null;
        if (endpoint is null && string.IsNullOrEmpty(connection))
        {
            Console.Error.WriteLine($"Which ledger? Give --table-service-uri, or set {ConnectionVariable}.");
            return null;
        }

        var options = new LedgerOptions { TableServiceUri = endpoint, ConnectionString = connection, TableName = parsed.GetValue(TableName)! };
        if (options.Validate(new ValidationContext(options)).FirstOrDefault()?.ErrorMessage is { } problem)
        {
            Console.Error.WriteLine(problem);
            return null;
        }

        return endpoint is null ? new TableClient(connection, options.TableName) : new TableClient(endpoint, options.TableName, new DefaultAzureCredential());
    }
}
