using System.Diagnostics;

namespace RootWatch.Chaos;

/// <summary>Azurite's tables, in memory, on a free port.</summary>
internal sealed class Storage : IAsyncDisposable
{
    // Public: every emulator has it.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Says = "Table service is successfully listening at ";

    private readonly Process _process;

    private Storage(Process process, string tables)
    {
        _process = process;
        Port = new Uri(tables).Port;
    }

    public int Port { get; }

    public string ConnectionString => ConnectionStringOf(Port);

    /// <summary>The way to the tables through another port.</summary>
    public static string ConnectionStringOf(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";

    public static async Task<Storage> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Repository.PathOf("node_modules/.bin/azurite"),
            ["--silent", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--inMemoryPersistence", "--skipApiVersionCheck"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var process = new Process { StartInfo = start };
        process.Start();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(Says, StringComparison.Ordinal))
            {
                return new Storage(process, line[(line.IndexOf(Says, StringComparison.Ordinal) + Says.Length)..].Trim());
            }
        }

        throw new InvalidOperationException("Azurite does not start: run npm ci.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
