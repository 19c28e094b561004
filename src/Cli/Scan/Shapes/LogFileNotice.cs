using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>What S3 or CloudTrail say of a new log file: it tells where the records are, and holds none.</summary>
internal sealed class LogFileNotice : IShape
{
    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper)
    {
        if (json.At("s3").ValueKind != JsonValueKind.Object && json.Text("s3Bucket") is null)
        {
            return false;
        }

        unwrapper.NotUnderstood("a notice of a log file in S3, which holds no records itself: scan the log file");
        return true;
    }
}
