namespace RootWatch.Cli.Deploy.Programs;

/// <summary>
/// A call's input as a file, on Windows, which has no /dev/stdin: in the user's own temporary folder, and deleted when the
/// call is over.
/// </summary>
internal sealed class InputFile : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private InputFile(string input) => File.WriteAllText(_path, input);

    public string Argument => $"file://{_path}";

    /// <summary>The file; null where the call needs none.</summary>
    public static InputFile? For(ProgramCall call) =>
        OperatingSystem.IsWindows() && call.Input is { } input && call.Arguments.Contains(ProgramCall.InputFile, StringComparer.Ordinal) ? new InputFile(input) : null;

    public void Dispose() => File.Delete(_path);
}
