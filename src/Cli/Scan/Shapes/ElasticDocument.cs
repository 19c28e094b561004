using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>A document of Elastic's CloudTrail integration that kept its own fields alone.</summary>
internal sealed class ElasticDocument : IShape
{
    private const string Fields = "aws.cloudtrail";

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        var holdsFields = json.At("aws", "cloudtrail").ValueKind == JsonValueKind.Object
            || json.EnumerateObject().Any(property => RecordJson.NameOf(property).StartsWith(Fields, StringComparison.Ordinal));
        if (holdsFields)
        {
            unwrapper.NotUnderstood("an Elastic document of CloudTrail without event.original: export that field, which the integration keeps where \"preserve original event\" is on");
        }

        return holdsFields;
    }
}
