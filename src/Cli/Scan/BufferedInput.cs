namespace RootWatch.Cli.Scan;

/// <summary>Standard input in a temporary file, for whoever reads it twice.</summary>
internal sealed class BufferedInput : IDisposable
{
    private readonly string? _path;

    /// <param name="files">The files; standard input among them becomes the temporary file.</param>
    public BufferedInput(LogFiles files)
    {
        if (files.Files.FindIndex(static file => file.Path is null) is not (>= 0 and var at))
        {
            return;
        }

        _path = Path.GetTempFileName();
        using (var kept = File.OpenWrite(_path))
        {
            using var input = Console.OpenStandardInput();
            input.CopyTo(kept);
        }

        // It can be read once: whoever names it again gets nothing.
        files.Files[at] = files.Files[at] with { Path = _path };
    }

    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }
}
