using System.Collections.Immutable;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Cli.Scan;

/// <summary>What the credentials that an incident left behind did, as the same logs tell: any record of its account counts, and not root's alone.</summary>
internal sealed class LeftBehindTrail
{
    private readonly string _account;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private ImmutableList<FollowedCredential> _credentials;

    private LeftBehindTrail(string account, string incident, LeftBehindSummary left)
    {
        _account = account;
        _credentials = [.. left.Items.Select(item => new FollowedCredential(item, incident))];
    }

    /// <param name="files">The files that the incident was found in.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="left">What it left behind.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IReadOnlyList<FollowedCredential> Read(LogFiles files, Incident incident, LeftBehindSummary left, CancellationToken cancellationToken)
    {
        var trail = new LeftBehindTrail(incident.Session.Account, incident.Id, left);
        foreach (var record in RecordsAgain.Select(files, trail.Find, cancellationToken))
        {
            trail.Take(record, record.At!.Value);
        }

        return trail._credentials;
    }

    private IEnumerable<CredentialRecord> Find(ReadOnlySpan<byte> json) =>
        CredentialRecord.Read(json) is { At: { } at } record && (record.Account ?? _account) == _account
        && (ActingCredentials.Of(_credentials, record, at).Count > 0 || (record.Change is { } change && _credentials.Exists(one => change.Concerns(one.Item.Credential))))
            ? [record]
            : [];

    private void Take(CredentialRecord record, DateTimeOffset at)
    {
        if (!_known.Add(record.EventId))
        {
            return;
        }

        if (record.Change is { } change)
        {
            _credentials = _credentials.ConvertAll(one => change.Concerns(one.Item.Credential) ? one with { Item = one.Item.With(change.State, at, record.Caller) } : one);
        }

        foreach (var index in ActingCredentials.Of(_credentials, record, at))
        {
            _credentials = _credentials.SetItem(index, _credentials[index].With(record, at));
        }
    }
}
