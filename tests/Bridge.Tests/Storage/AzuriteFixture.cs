using Azure.Data.Tables;
using RootWatch.Bridge.Storage.AzureTables;

namespace RootWatch.Bridge.Tests.Storage;

/// <summary>One emulator for a class of tests; each asks for a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite _azurite = null!;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>As patient as need be: what is tested is not how fast a machine is.</summary>
    internal TableClient Table() => new(_azurite.ConnectionString, "T" + Guid.NewGuid().ToString("N"));

    internal static AzureTableIncidentStore Store(TableClient table) => new(table, new FakeTimeProvider());
}
