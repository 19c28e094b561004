using System.Collections.Frozen;
using System.Text.Json;

namespace RootWatch.LocalHost;

/// <summary>
/// local.settings.json as Core Tools reads it: found by climbing from the starting folder to the first one
/// that holds host.json or local.settings.json; its Values become environment variables, and a variable
/// that exists already wins.
/// </summary>
public sealed class LocalSettings
{
    private const string FileName = "local.settings.json";
    private const int DefaultPort = 7071;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private LocalSettings(FrozenDictionary<string, string> values, int port)
    {
        Values = values;
        Port = port;
    }

    public FrozenDictionary<string, string> Values { get; }

    public int Port { get; }

    public static LocalSettings Find(string startingFolder)
    {
        for (var folder = new DirectoryInfo(startingFolder); folder is not null; folder = folder.Parent)
        {
            var settings = Path.Combine(folder.FullName, FileName);
            if (File.Exists(settings))
            {
                return Read(settings);
            }

            if (File.Exists(Path.Combine(folder.FullName, "host.json")))
            {
                break;
            }
        }

        return new LocalSettings(FrozenDictionary<string, string>.Empty, DefaultPort);
    }

    public void ApplyToEnvironment()
    {
        foreach (var (name, value) in Values)
        {
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    private static LocalSettings Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        var root = document.RootElement;
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidOperationException($"{path} is encrypted. Decrypt it first: func settings decrypt");
        }

        var values = root.TryGetProperty(nameof(Values), out var section)
            ? section.EnumerateObject().ToFrozenDictionary(value => value.Name, value => value.Value.ToString(), StringComparer.Ordinal)
            : FrozenDictionary<string, string>.Empty;
        var port = root.TryGetProperty("Host", out var host) && host.TryGetProperty("LocalHttpPort", out var number) ? number.GetInt32() : DefaultPort;
        return new LocalSettings(values, port);
    }
}
