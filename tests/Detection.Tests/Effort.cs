namespace RootWatch.Detection.Tests;

/// <summary>How long the tests that try very many cases may take: with SHORT_TESTS=1, which ./mutation-test sets, they try fewer.</summary>
internal static class Effort
{
    private const int Shorter = 100;
    private const int Fewer = 12;

    public static bool IsShort { get; } = Environment.GetEnvironmentVariable("SHORT_TESTS") is "1";

    public static int Of(int cases) => IsShort ? Math.Max(1, cases / Shorter) : cases;

    public static IEnumerable<T> Of<T>(IEnumerable<T> cases) => IsShort ? cases.Where((_, index) => index % (Shorter + 1) == 0) : cases;

    /// <summary>Cases that one other test tries all together.</summary>
    public static IEnumerable<T> Each<T>(IEnumerable<T> cases) => IsShort ? cases.Where((_, index) => index % Fewer == 0) : cases;
}
