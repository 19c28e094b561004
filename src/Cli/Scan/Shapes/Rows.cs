using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>
/// A row of a query's results: CloudTrail Lake writes each column as an object with one key, CloudWatch Logs Insights
/// as an object with <c>field</c> and <c>value</c>. Any other list is read element by element.
/// </summary>
internal sealed class Rows : IShape
{
    private static readonly EmbeddedText Text = new();

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        if (ColumnsOf(json) is { Count: > 0 } columns)
        {
            var shape = json.EnumerateArray().First().GetPropertyCount() == 1 ? "a CloudTrail Lake row" : "a Logs Insights row";
            using var row = RecordJson.Parse(Encoding.UTF8.GetBytes(columns.ToJsonString()));
            if (!Text.TryUnwrap(row.RootElement, unwrapper) && !Columns.TryUnwrap(row.RootElement, unwrapper, shape))
            {
                unwrapper.NotUnderstood($"{shape} with the columns {ShapeWords.Keys(row.RootElement)}");
            }

            return true;
        }

        foreach (var element in json.EnumerateArray())
        {
            unwrapper.TakeCarried(JsonMarshal.GetRawUtf8Value(element));
        }

        return true;
    }

    /// <summary>Null for what is no row.</summary>
    private static JsonObject? ColumnsOf(JsonElement json)
    {
        var columns = new JsonObject();
        foreach (var element in json.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || ColumnOf(element) is not var (name, value))
            {
                return null;
            }

            columns.TryAdd(name, value);
        }

        return columns;
    }

    private static (string Name, string? Value)? ColumnOf(JsonElement element) =>
        element.GetPropertyCount() switch
        {
            1 when element.EnumerateObject().First() is var only && only.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) => (RecordJson.NameOf(only), only.Value.Text()),
            2 when element.Text("field") is { } field => (field, element.Text("value")),
            _ => null,
        };
}
