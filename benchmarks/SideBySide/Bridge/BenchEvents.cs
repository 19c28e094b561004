using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.SideBySide.Bridge;

/// <summary>Events as EventBridge sends them.</summary>
internal static class BenchEvents
{
    private const int RegionsOfAccount = 17;

    private static readonly JsonNode Act = JsonNode.Parse(File.ReadAllBytes(Repository.PathOf("tests/Samples/cloudtrail/root-create-access-key.json")))!;
    private static int _number;

    /// <summary>Of somebody who is not root, as most are.</summary>
    public static byte[] NotRoot { get; } = File.ReadAllBytes(Repository.PathOf("src/Cli/Demo/Story/12-iam-user-calls.json"));

    /// <summary>An act of root's that is told, in an account by its number; each time another event.</summary>
    public static byte[] Root(int account)
    {
        lock (Act)
        {
            var record = Act["detail"]!;
            record["eventID"] = $"bench-{_number++}";
            record["eventTime"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            return Encoding.UTF8.GetBytes(Act.ToJsonString().Replace("111122223333", Account(account), StringComparison.Ordinal));
        }
    }

    /// <summary>A spoke's sign of life; the spokes are the regions of account after account.</summary>
    public static byte[] Heartbeat(int spoke) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["detail-type"] = "RootWatch Heartbeat",
        ["source"] = "rootwatch",
        ["account"] = Account(spoke / RegionsOfAccount),
        ["region"] = Region(spoke),
        ["time"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal),
    });

    private static string Account(int number) => (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static string Region(int spoke) => string.Create(CultureInfo.InvariantCulture, $"eu-west-{(spoke % RegionsOfAccount) + 1}");
}
