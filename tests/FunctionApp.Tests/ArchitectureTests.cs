using System.Xml.Linq;

namespace RootWatch.FunctionApp.Tests;

public sealed class ArchitectureTests
{
    // Dependencies point one way: Cli → Simulator, LocalHost → FunctionApp → Bridge → Detection.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Detection"] = [],
        ["Bridge"] = ["Detection"],
        ["FunctionApp"] = ["Bridge"],
        ["LocalHost"] = ["FunctionApp"],
        ["Simulator"] = [],
        ["Cli"] = ["LocalHost", "Simulator"],
    };

    public static TheoryData<string> Projects { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(NameOf)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_depends_only_on_what_lies_below_it(string project) =>
        References(project, "ProjectReference").Select(NameOf).ShouldBe(Allowed[project], ignoreOrder: true);

    [Fact]
    public void Detection_needs_no_package() => References("Detection", "PackageReference").ShouldBeEmpty();

    [Fact]
    public void Detection_does_no_IO_and_knows_no_clock()
    {
        // System.Net.Primitives has addresses and networks, and no way to reach them.
        var assemblies = typeof(Detection.Detector).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!).Except(["System.Net.Primitives"], StringComparer.Ordinal);

        assemblies.ShouldNotContain(name => name.StartsWith("System.Net", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_file_is_compiled_by_condition()
    {
        var conditional = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("#if", StringComparison.Ordinal)));

        conditional.ShouldBeEmpty();
    }

    [Fact]
    public void Program_is_a_contents_page() =>
        File.ReadAllLines(Repository.PathOf("src/FunctionApp/Program.cs")).Length.ShouldBeLessThanOrEqualTo(15);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathOf($"src/{project}/RootWatch.{project}.csproj")).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path).Replace("RootWatch.", string.Empty, StringComparison.Ordinal);
}
