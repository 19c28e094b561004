using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RootWatch.FunctionApp.Tests;

public sealed partial class ArchitectureTests
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

    // On a busy machine a timeout is an alert that cannot be written, and a pattern that backtracks is one that is never done.
    [Fact]
    public void No_pattern_has_a_timeout_or_backtracks()
    {
        var unfit = SourcesIn("src")
            .SelectMany(file => UnfitPatternsIn(File.ReadAllText(file)).Select(pattern => $"{Path.GetFileName(file)}: {pattern}"));

        unfit.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[GeneratedRegex(\"a\", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)] private static partial Regex A();")]
    [InlineData("[GeneratedRegex(\"a\", RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)] private static partial Regex A();")]
    [InlineData("[GeneratedRegex(\"a\", RegexOptions.NonBacktracking, 1000)] private static partial Regex A();")]
    [InlineData("[GeneratedRegex(\"a\", Form, TimeoutMilliseconds)] private static partial Regex A();")]
    [InlineData("[GeneratedRegex(\"a\")] private static partial Regex A();")]
    [InlineData("var a = new Regex(\"a\", RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));")]
    [InlineData("var a = new Regex(\"a\");")]
    [InlineData("Regex a = new(\"a\", RegexOptions.Compiled);")]
    [InlineData("if (Regex.IsMatch(text, \"a\")) { return; }")]
    [InlineData("[RegularExpression(\"a\")] public string A { get; set; }")]
    public void A_pattern_with_a_timeout_or_that_backtracks_is_found(string source) => UnfitPatternsIn(source).ShouldNotBeEmpty();

    [Theory]
    [InlineData("[GeneratedRegex(\"a\", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)] private static partial Regex A();")]
    [InlineData("private static readonly Regex A = new(\"a\", RegexOptions.NonBacktracking);")]
    [InlineData("using System.Text.RegularExpressions;")]
    public void Another_one_is_not(string source) => UnfitPatternsIn(source).ShouldBeEmpty();

    /// <summary>The statements that make or use a pattern and name anything else than NonBacktracking, or a number or time besides it.</summary>
    private static IEnumerable<string> UnfitPatternsIn(string source) =>
        source.Split(';').Where(statement => Pattern().IsMatch(statement) && (!statement.Contains("NonBacktracking", StringComparison.Ordinal) || Timeout().IsMatch(statement)));

    [GeneratedRegex(@"\b(?:GeneratedRegex|RegularExpression|Regex)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(?i:timeout)|TimeSpan|NonBacktracking[^)]*,", RegexOptions.NonBacktracking)]
    private static partial Regex Timeout();

    public static TheoryData<string> BridgeFolders { get; } =
        [.. Directory.EnumerateDirectories(Repository.PathOf("src/Bridge")).Select(folder => Path.GetFileName(folder)).Except(["bin", "obj"], StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_bridges_README_describes_every_folder_and_no_other() =>
        FolderRules().Select(rule => rule.Folder).Order(StringComparer.Ordinal).ShouldBe(BridgeFolders.Select(folder => folder.Data));

    [Theory]
    [MemberData(nameof(BridgeFolders))]
    public void A_folder_of_the_bridge_uses_nothing_that_its_README_rules_out(string folder)
    {
        var forbidden = FolderRules().Single(rule => rule.Folder == folder).MustNotUse;
        var used = SourcesIn($"src/Bridge/{folder}")
            .SelectMany(file => forbidden.Where(other => Uses(File.ReadAllText(file), other)).Select(other => $"{Path.GetFileName(file)} uses {other}"));

        forbidden.ShouldNotBeEmpty();
        forbidden.ShouldAllBe(other => Directory.Exists(Repository.PathOf($"src/Bridge/{other}")));
        used.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("using RootWatch.Bridge.Pages;")]
    [InlineData("@using RootWatch.Bridge.Pages")]
    [InlineData("var page = Bridge.Pages.Page.Of(view);")]
    public void A_using_or_a_qualified_name_uses_the_folder(string source) => Uses(source, "Pages").ShouldBeTrue();

    [Theory]
    [InlineData("using RootWatch.Bridge.PagesOfOthers;")]
    [InlineData("var count = view.Pages.Count;")]
    [InlineData("public int Pages { get; init; }")]
    public void Another_name_does_not(string source) => Uses(source, "Pages").ShouldBeFalse();

    private static IEnumerable<(string Folder, string[] MustNotUse)> FolderRules() =>
        File.ReadLines(Repository.PathOf("src/Bridge/README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1].Trim('`'), cells[3].Split(", ").Select(other => other.Trim('`')).ToArray()));

    private static bool Uses(string source, string folder)
    {
        var name = folder.Replace('/', '.');
        return QualifiedName().Matches(source).Select(match => match.Value).Any(used => used == $"RootWatch.Bridge.{name}" || used.StartsWith($"RootWatch.Bridge.{name}.", StringComparison.Ordinal)
            || used.StartsWith($"Bridge.{name}.", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"[A-Za-z_][\w.]*", RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedName();

    private static IEnumerable<string> SourcesIn(string folder) =>
        new[] { "*.cs", "*.razor" }.SelectMany(kind => Directory.EnumerateFiles(Repository.PathOf(folder), kind, SearchOption.AllDirectories));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathOf($"src/{project}/RootWatch.{project}.csproj")).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path).Replace("RootWatch.", string.Empty, StringComparison.Ordinal);
}
