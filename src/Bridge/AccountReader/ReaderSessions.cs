using System.Globalization;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Reconciliation;

namespace RootWatch.Bridge.AccountReader;

/// <summary>Sessions of the reader roles in the accounts, which the bridge's own role assumes. They are kept until shortly before they end.</summary>
internal sealed class ReaderSessions(SignedCalls calls, AwsPlaces places, AwsIdentity identity, IOptions<ReconcileOptions> options, TimeProvider time)
{
    private const int Seconds = 900;

    // Of more accounts than this, the sessions that end first are taken anew.
    private const int Most = 5_000;
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<ExpiringCredentials<AWSCredentials>>> _sessions = new(StringComparer.Ordinal);

    /// <exception cref="AccountReaderException">There is no session to be had.</exception>
    public async Task<AWSCredentials> OfAsync(string account, CancellationToken cancellationToken)
    {
        Task<ExpiringCredentials<AWSCredentials>> session;
        lock (_lock)
        {
            if (!_sessions.TryGetValue(account, out session!) || HasEnded(session))
            {
                MakeRoom();
                _sessions[account] = session = Task.Run(() => AssumeAsync(account), CancellationToken.None);
            }
        }

        return (await session.WaitAsync(cancellationToken)).Value;
    }

    /// <summary>Forgets a session that a service doubts.</summary>
    public void Drop(string account, AWSCredentials doubted)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(account, out var session) && session.IsCompletedSuccessfully && session.Result.Value == doubted)
            {
                _sessions.Remove(account);
            }
        }
    }

    private bool HasEnded(Task<ExpiringCredentials<AWSCredentials>> session) => session.IsCompleted && (!session.IsCompletedSuccessfully || time.GetUtcNow() >= session.Result.RenewAt);

    private void MakeRoom()
    {
        if (_sessions.Count < Most)
        {
            return;
        }

        foreach (var ended in _sessions.Where(session => HasEnded(session.Value)).Select(static session => session.Key).ToList())
        {
            _sessions.Remove(ended);
        }

        if (_sessions.Count >= Most && _sessions.Where(static session => session.Value.IsCompletedSuccessfully).MinBy(static session => session.Value.Result.GoodUntil).Key is { } first)
        {
            _sessions.Remove(first);
        }
    }

    private async Task<ExpiringCredentials<AWSCredentials>> AssumeAsync(string account)
    {
        if (await identity.PrepareAsync(CancellationToken.None) is { } none)
        {
            throw new AccountReaderException(ReaderRefusal.Unavailable, none.Why!);
        }

        var place = places.Sts;
        var answer = await calls.QueryAsync(place, identity.Credentials, Question(account), CancellationToken.None);
        if (!answer.IsSuccess)
        {
            if (ReaderErrors.IsOfCredentials(answer))
            {
                identity.DropCredentials();
                throw new AccountReaderException(ReaderRefusal.Unavailable, $"{place.Name}: HTTP {(int)answer.Status} {answer.Code}");
            }

            var refused = ReaderErrors.Of(place, answer);
            throw refused.Refusal == ReaderRefusal.Denied ? new AccountReaderException(ReaderRefusal.RoleMissing, refused.Message) : refused;
        }

        var xml = AwsXml.Read(answer.Body);
        if (xml is { Root: "AssumeRoleResponse", IsComplete: true } && xml["AccessKeyId"] is { } key && xml["SecretAccessKey"] is { } secret && xml["SessionToken"] is { } token
            && DateTimeOffset.TryParse(xml["Expiration"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            // Counted from the time that AWS has, for the clock here may be wrong.
            var now = time.GetUtcNow();
            var until = now + (end - (answer.SentAt ?? now));
            return new ExpiringCredentials<AWSCredentials>(new SessionAWSCredentials(key, secret, token), until - Early, until);
        }

        throw new AccountReaderException(ReaderRefusal.Unavailable, $"{place.Name}: HTTP {(int)answer.Status} without credentials");
    }

    private Dictionary<string, string> Question(string account) => new(StringComparer.Ordinal)
    {
        ["Action"] = "AssumeRole",
        ["Version"] = "2011-06-15",
        ["RoleArn"] = $"arn:{places.Partition}:iam::{account}:role/{options.Value.RoleName}",
        ["RoleSessionName"] = "rootwatch",
        ["ExternalId"] = options.Value.ExternalId!,
        ["DurationSeconds"] = Seconds.ToString(CultureInfo.InvariantCulture),
    };
}
