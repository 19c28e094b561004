using Azure;
using Azure.Data.Tables;
using Azure.Identity;

namespace RootWatch.Cli.Ledger;

/// <summary>Runs an export or an import, and says how it went.</summary>
internal static class LedgerTransfer
{
    /// <returns>The exit code: 0 where all was written, 1 where not.</returns>
    public static async Task<int> ExportAsync(TableClient table, CancellationToken cancellationToken)
    {
        try
        {
            await using var output = new BufferedStream(Console.OpenStandardOutput());
            var count = await LedgerExport.RunAsync(table, output, cancellationToken);
            await Console.Error.WriteLineAsync($"{count:N0} entities of {table.Name} were exported.");
            return 0;
        }
        catch (Exception failure) when (SentenceOf(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"{sentence} The file is not whole, and import refuses it.");
            return 1;
        }
    }

    /// <returns>The exit code: 0 where the table holds all of the file, 1 where not, 2 where nothing was written.</returns>
    public static async Task<int> ImportAsync(TableClient table, string path, ImportMode mode, CancellationToken cancellationToken)
    {
        var import = new LedgerImport(table, mode);
        var hasBegun = false;
        try
        {
            await using var stream = File.OpenRead(path);
            var file = new LedgerFile(stream);
            var count = await file.CheckAsync(cancellationToken);
            if (mode == ImportMode.IntoEmpty && await import.IsFilledAsync(cancellationToken))
            {
                await Console.Error.WriteLineAsync($"The table {table.Name} holds something already. With --merge what is missing is added, with --overwrite what the file holds replaces it. Nothing was written.");
                return 2;
            }

            if (mode != ImportMode.IntoEmpty)
            {
                await table.CreateIfNotExistsAsync(cancellationToken);
            }

            hasBegun = true;
            var written = await import.RunAsync(file, cancellationToken);
            await Console.Error.WriteLineAsync($"{written:N0} of the file's {count:N0} entities were written to {table.Name}; {count - written:N0} were there already.");
            return 0;
        }
        catch (Exception failure) when (SentenceOf(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync(hasBegun
                ? $"{sentence} Part of the file was written: run the command again with {(mode == ImportMode.Overwrite ? "--overwrite" : "--merge")}."
                : $"{sentence} Nothing was written.");
            return hasBegun ? 1 : 2;
        }
    }

    /// <summary>What went wrong, for people; null for what nobody thought of.</summary>
    private static string? SentenceOf(Exception failure) =>
        failure switch
        {
            LedgerFileException wrong => wrong.Message,
            RequestFailedException { ErrorCode: "TableNotFound" } => "There is no such table.",
            RequestFailedException { Status: 403 } refused => $"The table answered 403 {refused.ErrorCode}. You need the role Storage Table Data Contributor.",
            RequestFailedException { Status: > 0 } refused => $"The table answered {refused.Status} {refused.ErrorCode}.",
            RequestFailedException or AggregateException => "The table cannot be reached.",
            AuthenticationFailedException => "Nobody is signed in who may open the table: run az login.",
            IOException or UnauthorizedAccessException => failure.Message,
            OperationCanceledException => "It was ended.",
            _ => null,
        };
}
