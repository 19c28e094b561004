using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Incidents;

/// <summary>sts:AssumeRoot is told to the caller's account, and the member account is told for what its root session is.</summary>
public sealed class IssuedSessionTests
{
    private const string Caller = "999988887777";
    private const string Member = "111122223333";
    private const string Key = "ASIAIOSFODNN7EXAMPL2";
    private readonly FailingStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RootRecord Misuse { get; } = TestData.Record("misuse", TestData.Morning.AddMinutes(1), $"{Member}/2026-11-20T09:00:00Z") with
    {
        EventSource = "s3.amazonaws.com", EventName = "DeleteBucketPolicy", Identity = RootIdentity.AssumedRootSession, AccessKeyId = Key, Mfa = MfaState.Unknown,
    };

    [Fact]
    public async Task It_is_one_incident_of_the_callers_account_and_none_of_the_members()
    {
        var recorded = await RecordAsync(AssumeRoot("ask"));

        recorded.IncidentId.ShouldStartWith(Caller);
        (await Process().Ledger.AccountAsync(Member, Cancellation)).Incidents.ShouldBeEmpty();
        (await Process().Ledger.AccountsAsync(Cancellation)).ShouldBe([Caller]);
        recorded.Deliveries.Select(delivery => delivery.Message.Topic).Distinct(StringComparer.Ordinal).ShouldBe([recorded.IncidentId]);
    }

    [Fact]
    public async Task What_the_session_then_does_is_measured_against_its_task()
    {
        await RecordAsync(AssumeRoot("ask"));

        (await RecordAsync(Misuse)).Finding.Signals.ShouldContain(signal => signal.Id == "outside-task-policy");
        (await RecordAsync(Misuse with { EventId = "in-order", EventSource = "iam.amazonaws.com", EventName = "ListAccessKeys" })).Finding.Signals.ShouldNotContain(signal => signal.Id == "outside-task-policy");
    }

    [Fact]
    public async Task A_session_whose_issue_becomes_known_later_is_told_then()
    {
        (await RecordAsync(Misuse)).NewsOf.ShouldBeEmpty("some task covers it");

        var recorded = await RecordAsync(AssumeRoot("ask"));

        recorded.Deliveries.Select(delivery => delivery.Message.Topic[..12]).Distinct(StringComparer.Ordinal).ShouldBe([Member, Caller]);
        (await RecordAsync(AssumeRoot("ask"))).Deliveries.ShouldAllBe(delivery => !delivery.IsMine);
    }

    [Theory]
    [InlineData(Caller)]
    [InlineData(Member)]
    public async Task Whichever_account_cannot_be_written_to_a_redelivery_heals_it(string account)
    {
        _store.Refused = account;
        await Should.ThrowAsync<StoreUnavailableException>(() => RecordAsync(AssumeRoot("ask")));
        _store.Refused = null;

        (await RecordAsync(AssumeRoot("ask"))).NewsOf.ShouldNotBeEmpty();

        (await Process().Ledger.AccountAsync(Caller, Cancellation)).Incidents.ShouldHaveSingleItem().Findings.ShouldBe(1);
        (await Process().Ledger.AccountAsync(Member, Cancellation)).History.State.IssuedKeys.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_audit_of_twenty_accounts_is_one_incident_and_one_message()
    {
        List<RecordingResult> all = [];
        for (var number = 0; number < 20; number++)
        {
            all.Add(await RecordAsync(AssumeRoot($"ask {number}", $"4444555566{number:00}") with { EventTime = TestData.Morning.AddMinutes(number) }));
        }

        all.Select(recorded => recorded.IncidentId).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        all.SelectMany(recorded => recorded.NewsOf).ShouldHaveSingleItem();
        all.ShouldAllBe(recorded => recorded.Finding.Severity == Severity.Low);
    }

    [Fact]
    public async Task A_password_for_the_root_of_one_account_after_the_other_is_news_each_time()
    {
        var first = await RecordAsync(Password("1", Member));

        (await RecordAsync(Password("2", "444455556666"))).NewsOf.ShouldBe([first.IncidentId]);
        (await RecordAsync(Password("3", "444455556666"))).NewsOf.ShouldBeEmpty();
    }

    [Fact]
    public void A_scan_knows_the_same()
    {
        var ledgers = new AccountLedgers(DetectionPolicy.None, AccountProfiles.None);

        ledgers.Record(AssumeRoot("ask"), TestData.Morning).Incident.Id.ShouldStartWith(Caller);
        ledgers.Record(Misuse, TestData.Morning).Finding.Signals.ShouldContain(signal => signal.Id == "outside-task-policy");
    }

    private static RootRecord Password(string id, string target) =>
        AssumeRoot(id, target) with { Request = new RequestFacts(TaskPolicy: "IAMCreateRootUserPassword", IssuedKey: $"{Key}{id}") };

    private static RootRecord AssumeRoot(string id, string target = Member) => TestData.Record(id, account: Caller) with
    {
        EventSource = "sts.amazonaws.com",
        EventName = "AssumeRoot",
        Identity = RootIdentity.AssumeRootCaller,
        Caller = $"arn:aws:sts::{Caller}:assumed-role/SecurityAudit/carol",
        Target = new Target(target),
        Request = new RequestFacts(TaskPolicy: "IAMAuditRootUserCredentials", IssuedKey: Key),
    };

    private Task<RecordingResult> RecordAsync(RootRecord record) => Process().Ledger.RecordAsync(record, "{}", TestData.Morning, Cancellation);

    // As another process would have it.
    private TestLedger Process() => new(_store, new FakeTimeProvider(TestData.Morning), "sns");

    /// <summary>Writes to every account but one.</summary>
    private sealed class FailingStore : IIncidentStore
    {
        private readonly InMemoryIncidentStore _store = new(TimeProvider.System);

        public string? Refused { get; set; }

        public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) => _store.FindAsync(partition, key, cancellationToken);

        public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => _store.QueryAsync(partition, keyPrefix, cancellationToken);

        public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) =>
            partition == Refused ? throw new StoreUnavailableException("refused") : _store.TryWriteAsync(partition, changes, cancellationToken);

        public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => _store.ForgetAsync(writtenBefore, cancellationToken);
    }
}
