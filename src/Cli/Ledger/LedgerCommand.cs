using System.CommandLine;

namespace RootWatch.Cli.Ledger;

internal static class LedgerCommand
{
    public static Command Create() => new(
        "ledger",
        """
        The ledger as a file: incidents, deliveries, and what is known of the accounts.

        Examples:
          rootwatch ledger export --table-service-uri https://account.table.core.windows.net > ledger.jsonl
          rootwatch ledger import ledger.jsonl --table-service-uri https://another.table.core.windows.net
        """)
    { Export(), Import() };

    private static Command Export()
    {
        var ledger = new LedgerOptionSet();
        var export = new Command(
            "export",
            """
            Writes the ledger to standard output as JSON Lines, one entity a line; the last line tells whether the file is whole.

            Example:
              rootwatch ledger export --table-service-uri https://account.table.core.windows.net > ledger.jsonl
            """)
        { ledger.TableServiceUri, ledger.TableName };
        export.SetAction((parsed, cancellationToken) => ledger.TableOf(parsed) is { } table ? LedgerTransfer.ExportAsync(table, cancellationToken) : Task.FromResult(2));
        return export;
    }

    private static Command Import()
    {
        var ledger = new LedgerOptionSet();
        var file = new Argument<string>("FILE") { Description = "What export wrote." };
        var merge = new Option<bool>("--merge") { Description = "Into a table that holds something: add what is missing, leave what is there. So goes on what was interrupted, too." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Into a table that holds something: replace what is there by what the file holds under the same keys, leave the rest." };
        var import = new Command(
            "import",
            """
            Writes an exported ledger into a table, which it makes where there is none. The file is read to its end first: one that is cut or changed is refused, and nothing is written. A table that holds something is refused without --merge or --overwrite.

            Exit code 0 where the table holds all of the file, 1 where not, 2 where nothing was written.

            Examples:
              rootwatch ledger import ledger.jsonl --table-service-uri https://account.table.core.windows.net
              rootwatch ledger import ledger.jsonl --merge
            """)
        { file, ledger.TableServiceUri, ledger.TableName, merge, overwrite };
        import.Validators.Add(parsed =>
        {
            if (parsed.GetValue(merge) && parsed.GetValue(overwrite))
            {
                parsed.AddError("--merge and --overwrite exclude each other.");
            }
        });
        import.SetAction((parsed, cancellationToken) => ledger.TableOf(parsed) is { } table
            ? LedgerTransfer.ImportAsync(
                table,
                parsed.GetValue(file)!,
                parsed.GetValue(overwrite) ? ImportMode.Overwrite : parsed.GetValue(merge) ? ImportMode.Merge : ImportMode.IntoEmpty,
                cancellationToken)
            : Task.FromResult(2));
        return import;
    }
}
