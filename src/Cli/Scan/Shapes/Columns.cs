using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>
/// A record that a query took apart: a column for each field, or for each field's field (<c>userIdentity.type</c>).
/// What is an object in a record may be a text here, as <see cref="LakeText"/> reads it.
/// </summary>
internal sealed class Columns : IShape
{
    /// <summary>How columns of the identity's fields begin.</summary>
    public const string Identity = "userIdentity.";

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper) => TryUnwrap(json, unwrapper, "a row of columns");

    /// <inheritdoc cref="TryUnwrap(JsonElement, Unwrapper)"/>
    public static bool TryUnwrap(JsonElement json, Unwrapper unwrapper, string shape)
    {
        var names = json.EnumerateObject().Select(RecordJson.NameOf);
        if (!names.Any(name => name.StartsWith(Identity, StringComparison.OrdinalIgnoreCase) || RebuiltRecord.Needs(name)))
        {
            return false;
        }

        var record = new RebuiltRecord();
        foreach (var property in json.EnumerateObject())
        {
            record.Add(RecordJson.NameOf(property), property.Value);
        }

        record.HandOver(unwrapper, shape);
        return true;
    }
}
