using System.Security.Cryptography;
using System.Text;

namespace RootWatch.Bridge.Pages;

/// <summary>The pages' only stylesheet. It stands in the page, and the page's policy names it by its hash.</summary>
internal static class Stylesheet
{
    public static string Text { get; } = Read();

    public static string Hash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";

    private static string Read()
    {
        using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
