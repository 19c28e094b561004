using System.Runtime.InteropServices;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>A record, or another wrapper, as an object in an object.</summary>
internal sealed class EmbeddedObject : IShape
{
    // Elastic; Splunk's exports and its HTTP event collector; Lambda's SNS; and what people took apart themselves.
    private static readonly string[] Places = ["_source", "result", "event", "Sns", "CloudTrailEvent", "eventJson", "_raw", "@message", "message", "body", "detail"];

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        foreach (var place in Places)
        {
            if (json.At(place) is { ValueKind: JsonValueKind.Object } carried)
            {
                unwrapper.TakeCarried(JsonMarshal.GetRawUtf8Value(carried));
                return true;
            }
        }

        return false;
    }
}
