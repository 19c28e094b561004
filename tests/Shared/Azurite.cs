namespace RootWatch.Tests;

/// <summary>Azure Storage's emulator, on a free port, with its data in memory.</summary>
internal sealed class Azurite : IAsyncDisposable
{
    // Public: every emulator has it.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Child _server;

    private Azurite(Child server, string tables)
    {
        _server = server;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={tables}/{Account};";
    }

    public string ConnectionString { get; }

    public static async Task<Azurite> StartAsync()
    {
        var program = Repository.PathOf("node_modules/.bin/azurite");
        Tool.RequireFile(program, "npm ci");
        var server = Child.Start(program, ["--silent", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--inMemoryPersistence", "--skipApiVersionCheck"]);
        try
        {
            var line = await server.SawAsync("Table service is successfully listening at http://");
            return new Azurite(server, line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
