using RootWatch.Cli.Scan;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.EndToEnd.Tests.Scan;

/// <summary>What <c>rootwatch scan</c> makes of a file.</summary>
internal sealed record ReadLogs(IReadOnlyList<RootRecord> Roots, long Events, bool AreWhole, IReadOnlyList<string> Complaints)
{
    public static ReadLogs Of(string path)
    {
        var complaints = new List<string>();
        using var logs = Logs.Read([path], complaints.Add, static (_, _) => { }, TestContext.Current.CancellationToken);
        return new ReadLogs([.. logs.InOrder().Select(root => root.Read())], logs.Events, logs.AreWhole, complaints);
    }

    public static ReadLogs OfText(string json)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return Of(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
