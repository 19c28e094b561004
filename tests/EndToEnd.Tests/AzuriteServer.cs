using System.Data.Common;

namespace RootWatch.EndToEnd.Tests;

/// <summary>One emulator of Azure Storage for a class of tests.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private Azurite _azurite = null!;

    public string ConnectionString => _azurite.ConnectionString;

    public int Port => new Uri((string)new DbConnectionStringBuilder { ConnectionString = ConnectionString }["TableEndpoint"]).Port;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();
}
