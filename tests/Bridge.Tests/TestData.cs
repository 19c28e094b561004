using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Telemetry;
using RootWatch.Detection;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Tests;

/// <summary>Builds what tests begin with.</summary>
internal static class TestData
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public static RedriveAdvice RedriveAdvice(string? baseUrl = null) => new(Options.Create(new LinkOptions { BaseUrl = baseUrl is null ? null : new Uri(baseUrl) }));

    public static RootRecord Record(
        string? eventId = null, DateTimeOffset? at = null, string? session = null, string? source = "203.0.113.77", string account = "111122223333") => new()
        {
            EventId = eventId ?? Guid.NewGuid().ToString(),
            EventTime = at ?? Morning,
            EventSource = "iam.amazonaws.com",
            EventName = "CreateAccessKey",
            Identity = RootIdentity.RootUser,
            Account = account,
            Partition = "aws",
            Region = "us-east-1",
            SourceIp = source,
            UserAgent = "Mozilla/5.0",
            AccessKeyId = "ASIAIOSFODNN7EXAMPLE",
            Mfa = MfaState.NotUsed,
            ErrorCode = null,
            Failed = false,
            IsRead = false,
            Request = new RequestFacts(),
            SessionKey = session,
            LateReason = null,
        };

    public static Signal Signal(string id, Severity severity, Assessment assessment = Assessment.Unusual) =>
        new(id, $"Root did {id}.", $"{id} is as it is.", assessment, severity, ["$.eventName"], ["T1098.001"]);

    public static Finding Finding(RootRecord record, params Signal[] signals) => new(record, Activity.CredentialChange, signals[0], signals);

    public static BridgeMetrics Metrics(Action<IMeterFactory>? listen = null)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        listen?.Invoke(meters);
        return new BridgeMetrics(meters, Options.Create(new TelemetryOptions()));
    }

    public static Finding Finding(Severity severity = Severity.High, string? eventId = null) =>
        Finding(Record(eventId), Signal("some-signal", severity));

    public static OutgoingComposer Composer(TimeProvider time, GeoLite2Options? databases = null) => new(
        new LinkSigner(Options.Create(new LinkOptions()), time),
        new AccountNames(Options.Create(new AccountOptions()), DetectionPolicy.None, new OrganizationTags(new NoClients(), Options.Create(new AccountOptions()), Options.Create(new SnsOptions()), time, NullLogger<OrganizationTags>.Instance)),
        new AddressBook(Options.Create(databases ?? new GeoLite2Options()), NullLogger<AddressBook>.Instance),
        TimeDisplay.Utc,
        Options.Create(new NotificationOptions()),
        Options.Create(new TeamsOptions()),
        time);

    private static DateTimeOffset TimeOf(Finding finding) => finding.Record.EventTime ?? Morning;

    private static Observation Known(Finding finding)
    {
        var account = AccountState.Empty with { Sessions = [SessionState.Open(finding.Record, TimeOf(finding))] };
        return new Observation(TimeOf(finding), Morning, finding, account.Sessions[0].Id, account);
    }

    private sealed class NoClients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new NotSupportedException();
    }

    public static OutgoingMessage Alert(Finding finding, bool mayBeRepeat = false)
    {
        var incident = new Incident(SessionState.Open(finding.Record, TimeOf(finding)).Add(finding, TimeOf(finding)), NotificationState.Nothing, [Known(finding)]);
        return new OutgoingMessage(new Alert(finding, incident.Snapshot, []), $"{incident.Id}.1.sns", mayBeRepeat);
    }
}
