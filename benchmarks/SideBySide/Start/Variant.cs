namespace RootWatch.SideBySide.Start;

/// <summary>What is published, and how.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Project">The project, from the repository's root.</param>
/// <param name="Properties">What <c>dotnet publish</c> is given.</param>
internal sealed record Variant(string Name, string Project, params string[] Properties)
{
    public static Variant Deployed { get; } = new("as deployed", "src/FunctionApp");

    public static Variant Uncompiled { get; } = new("compiled at run time", "src/FunctionApp", "-p:PublishReadyToRun=false");

    public static Variant Hello { get; } = new("hello", "benchmarks/Hello");

    public string Folder => Repository.PathOf($"artifacts/bench/start/{string.Concat(Name.Where(char.IsAsciiLetterOrDigit))}");
}
