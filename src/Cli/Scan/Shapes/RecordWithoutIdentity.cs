using System.Runtime.InteropServices;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>A whole record that names no identity, such as CloudTrail Insights' own. It is an event, and none of root's.</summary>
internal sealed class RecordWithoutIdentity : IShape
{
    private static readonly string[] Always = ["eventVersion", "eventID", "eventTime", "eventType", "awsRegion"];

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        var isRecord = json.At("userIdentity").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object
            && Array.TrueForAll(Always, field => json.Text(field) is not null)
            && !json.EnumerateObject().Any(property => RecordJson.NameOf(property).StartsWith(Columns.Identity, StringComparison.OrdinalIgnoreCase));
        if (isRecord)
        {
            unwrapper.Found(JsonMarshal.GetRawUtf8Value(json), RecordKind.Record);
        }

        return isRecord;
    }
}
