using System.Security.Cryptography;
using System.Text;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>Names an incident after its account and its first finding's session or event, so that a replay gives the same name.</summary>
internal static class IncidentId
{
    private const int HashBytes = 5;

    public static string For(Finding finding)
    {
        var origin = finding.Record.SessionKey ?? finding.Record.EventId;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(origin)).AsSpan(0, HashBytes);
        return $"{finding.Record.Account}-{Convert.ToHexStringLower(hash)}";
    }
}
