using System.Runtime.InteropServices;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>Elastic's answer to a search: a list of documents.</summary>
internal sealed class SearchAnswer : IShape
{
    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        if (json.At("hits", "hits") is not { ValueKind: JsonValueKind.Array } hits)
        {
            return false;
        }

        foreach (var hit in hits.EnumerateArray())
        {
            unwrapper.TakeCarried(JsonMarshal.GetRawUtf8Value(hit));
        }

        return true;
    }
}
