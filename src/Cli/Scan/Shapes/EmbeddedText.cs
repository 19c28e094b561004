using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>A record, or another wrapper, as JSON in a text.</summary>
internal sealed class EmbeddedText : IShape
{
    private static readonly string[][] Places =
    [
        ["CloudTrailEvent"],            // LookupEvents
        ["eventJson"],                  // CloudTrail Lake
        ["_source", "event", "original"], // Elastic, with four ways to write it
        ["_source", "event.original"],
        ["fields", "event.original"],
        ["event", "original"],
        ["event.original"],
        ["_raw"],                       // Splunk
        ["@message"],                   // CloudWatch Logs Insights
        ["message"],                    // CloudWatch Logs, SNS
        ["body"],                       // SQS
        ["event"],                      // Splunk's HTTP event collector
        ["detail"],                     // EventBridge, where a target's input was written as text
    ];

    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        if (json.Flag("isBase64Encoded") is true)
        {
            return false;
        }

        foreach (var place in Places)
        {
            var value = json.At(place);
            if (value.ValueKind == JsonValueKind.String)
            {
                Take(value, unwrapper);
                return true;
            }

            if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any() && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String))
            {
                foreach (var one in value.EnumerateArray())
                {
                    Take(one, unwrapper);
                }

                return true;
            }
        }

        return false;
    }

    private static void Take(JsonElement text, Unwrapper unwrapper) => unwrapper.TakeCarried(Encoding.UTF8.GetBytes(text.Text() ?? string.Empty));
}
