namespace RootWatch.Cli.Deploy.Programs;

/// <summary>One call of a program.</summary>
/// <param name="Program">Its name, without a path: az, aws or dotnet.</param>
/// <param name="Arguments">Its arguments. Other users of a machine can read them, so none is a secret.</param>
internal sealed record ProgramCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>The argument that stands for the input, for programs that take a file only. The runner says how the file is called here.</summary>
    public const string InputFile = "file:///dev/stdin";

    /// <summary>What it reads on standard input; null for nothing. May be a secret.</summary>
    public string? Input { get; init; }

    /// <summary>Variables of its environment, in place of every ROOTWATCH_ variable of this process. May be secrets.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public override string ToString() => $"{Program} {string.Join(' ', Arguments)}";
}
