using Azure.Data.Tables;
using RootWatch.Bridge.Incidents.AzureTables;

namespace RootWatch.Bridge.Tests.Incidents;

/// <summary>One emulator for a class of tests; each asks for a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite _azurite = null!;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    internal TableClient Table() =>
        new LedgerOptions { ConnectionString = _azurite.ConnectionString, TableName = "T" + Guid.NewGuid().ToString("N") }.Table(managedIdentity: null!);
}
