namespace RootWatch.ColdStart;

/// <summary>A way to publish the function app.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Properties">What <c>dotnet publish</c> is given.</param>
internal sealed record Variant(string Name, params string[] Properties)
{
    /// <summary>The first is what the others are compared with, the second is what a deployment publishes.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("worker, compiled at run time", "-p:PublishReadyToRun=false"),
        new("worker, as deployed: ReadyToRun"),
        new("worker, ReadyToRun composite", "-p:PublishReadyToRunComposite=true"),
    ];

    public string Folder => Repository.PathOf($"artifacts/cold-start/{string.Concat(Name.Where(char.IsAsciiLetterOrDigit))}");
}
