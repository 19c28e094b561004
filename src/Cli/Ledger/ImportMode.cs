namespace RootWatch.Cli.Ledger;

/// <summary>What an import does with a table that holds something.</summary>
internal enum ImportMode
{
    /// <summary>It refuses.</summary>
    IntoEmpty,

    /// <summary>It adds what is missing, and leaves what is there.</summary>
    Merge,

    /// <summary>It replaces what is there by what the file holds under the same keys, and leaves the rest.</summary>
    Overwrite,
}
