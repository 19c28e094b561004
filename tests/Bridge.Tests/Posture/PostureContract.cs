using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Posture;

/// <summary>How root can sign in: who is asked when, and what is told, whatever the ledger is kept in.</summary>
public abstract class PostureContract
{
    private const string Account = "111122223333";

    private static readonly RootPosture Good = new(HasAccessKeys: false, HasMfa: true, HasPassword: true, HasSigningCertificates: false);

    private readonly FakeTimeProvider _time = new(TestData.Morning);
    private readonly AnsweringReader _reader = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract IIncidentStore Store { get; }

    [Fact]
    public async Task The_first_look_is_no_change()
    {
        _reader.Posture = Good with { HasAccessKeys = true, HasMfa = false };

        (await LookAsync()).ShouldBeEmpty();

        (await KnownAsync()).ShouldBe(new AccountPosture(Account) { Asked = TestData.Morning, Posture = _reader.Posture, Known = _reader.Posture });
    }

    [Fact]
    public async Task An_account_is_asked_once_a_day()
    {
        await LookAsync();
        _time.Advance(TimeSpan.FromHours(23));
        await LookAsync();
        _reader.Asked.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromHours(1));
        await LookAsync();
        _reader.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_that_appear_without_an_event_are_told_as_critical()
    {
        await LookAsync();

        var notice = (await NextDayAsync(Good with { HasAccessKeys = true })).ShouldHaveSingleItem();

        (notice.Kind, notice.Severity, notice.Assessment, notice.Account).ShouldBe((NoticeKind.PostureWeakened, Severity.Critical, Assessment.Anomalous, Account));
        notice.Title.ShouldBe("Root has new access keys, and no event that reached RootWatch explains it.");
    }

    public static TheoryData<RootPosture, RootPosture, NoticeKind, Severity, string> Changes => new()
    {
        { Good, Good with { HasMfa = false }, NoticeKind.PostureWeakened, Severity.High, "Root no longer has an MFA device, and" },
        { Good with { HasPassword = false }, Good, NoticeKind.PostureWeakened, Severity.High, "Root has a password again, and" },
        { Good, Good with { HasSigningCertificates = true }, NoticeKind.PostureWeakened, Severity.High, "Root has new signing certificates, and" },
        { Good with { HasAccessKeys = true }, Good, NoticeKind.PostureMended, Severity.Informational, "Root no longer has access keys, and" },
        { Good with { HasMfa = false }, Good, NoticeKind.PostureMended, Severity.Informational, "Root now has an MFA device, and" },
        { Good, Good with { HasPassword = false }, NoticeKind.PostureMended, Severity.Informational, "Root no longer has a password, and" },
        { Good, Good with { HasAccessKeys = true, HasMfa = false }, NoticeKind.PostureWeakened, Severity.Critical, "Root has new access keys and no longer has an MFA device, and" },
        { Good with { HasAccessKeys = true }, Good with { HasMfa = false }, NoticeKind.PostureWeakened, Severity.High, "Root no longer has an MFA device, and" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_is_told_as_what_it_is(RootPosture before, RootPosture after, NoticeKind kind, Severity severity, string title)
    {
        _reader.Posture = before;
        await LookAsync();

        var notice = (await NextDayAsync(after)).ShouldHaveSingleItem();

        (notice.Kind, notice.Severity).ShouldBe((kind, severity));
        notice.Title.ShouldStartWith(title);
    }

    public static TheoryData<RootPosture, RootPosture> NoChanges => new()
    {
        { Good, Good },
        { Good with { HasAccessKeys = null }, Good with { HasAccessKeys = true } },
        { Good with { HasPassword = null }, Good },
        { Good, Good with { HasMfa = null } },
        { Good, Good with { HasAccessKeys = null, HasPassword = null, HasSigningCertificates = null } },
        { Good with { HasPassword = false }, Good with { HasPassword = false, HasMfa = false } },
    };

    [Theory]
    [MemberData(nameof(NoChanges))]
    public async Task What_is_no_change_is_not_told(RootPosture before, RootPosture after)
    {
        _reader.Posture = before;
        await LookAsync();

        (await NextDayAsync(after)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_unknown_for_a_day_is_compared_with_what_was_known_before()
    {
        await LookAsync();
        (await NextDayAsync(Good with { HasAccessKeys = null })).ShouldBeEmpty();

        (await NextDayAsync(Good with { HasAccessKeys = true })).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Critical);
    }

    public static TheoryData<string, RootPosture, RootPosture> Explained => new()
    {
        { "root-create-access-key", Good, Good with { HasAccessKeys = true } },
        { "root-delete-access-key", Good with { HasAccessKeys = true }, Good },
        { "root-deactivate-mfa-device", Good, Good with { HasMfa = false } },
        { "root-enable-mfa-device", Good with { HasMfa = false }, Good },
        { "quiet-assumed-root-session-deletes-mfa", Good, Good with { HasMfa = false } },
        { "quiet-assumed-root-session-deletes-access-key", Good with { HasAccessKeys = true }, Good },
        { "quiet-assumed-root-session-creates-password", Good with { HasPassword = false }, Good },
    };

    [Theory]
    [MemberData(nameof(Explained))]
    public async Task What_an_event_explains_is_not_told_again(string sample, RootPosture before, RootPosture after)
    {
        _reader.Posture = before;
        await LookAsync();
        await RecordAsync(sample, TestData.Morning.AddHours(3));

        (await NextDayAsync(after)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("root-create-access-key", -2)]
    [InlineData("root-console-login-mfa", 3)]
    [InlineData("quiet-assumed-root-session-deletes-access-key", 3)]
    [InlineData("root-create-access-key-for-user", 3)]
    public async Task An_event_of_another_time_or_kind_explains_nothing(string sample, int hours)
    {
        await LookAsync();
        await RecordAsync(sample, TestData.Morning.AddHours(hours));

        (await NextDayAsync(Good with { HasAccessKeys = true })).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_many_processes_at_once_one_tells()
    {
        await LookAsync();
        _time.Advance(TimeSpan.FromDays(1));
        _reader.Posture = Good with { HasMfa = false };

        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Watch().LookAsync([Account], Cancellation)));

        told.Count(deliveries => deliveries.Count > 0).ShouldBe(1);
        (await Store.QueryAsync("system", "delivery|", Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_told_but_not_noted_is_not_told_again()
    {
        await LookAsync();
        var before = (await Store.FindAsync("posture", Account, Cancellation))!;
        await NextDayAsync(Good with { HasMfa = false });
        await Store.TryWriteAsync("posture", [EntryChange.Set(Account, before.Content)], Cancellation);

        (await LookAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_gives_no_answer_keeps_what_was_known_and_says_why()
    {
        await LookAsync();
        _time.Advance(TimeSpan.FromDays(1));
        _reader.Refusal = ReaderRefusal.RoleMissing;

        (await LookAsync()).ShouldBeEmpty();

        var known = await KnownAsync();
        (known.Asked, known.Posture, known.Refusal, known.Reason).ShouldBe((TestData.Morning, Good, ReaderRefusal.RoleMissing, "the test says so"));

        _reader.Refusal = null;
        (await NextDayAsync(Good with { HasAccessKeys = true }, hours: 1)).ShouldHaveSingleItem();
        (await KnownAsync()).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task One_account_that_gives_no_answer_keeps_nobody_else_from_being_asked()
    {
        _reader.RefusedOf = Account;

        await Watch().LookAsync([Account, "444455556666"], Cancellation);

        var known = await new Postures(Store).AllAsync(Cancellation);
        known.Select(posture => (posture.Account, posture.Posture, posture.Refusal)).ShouldBe([(Account, null, ReaderRefusal.Denied), ("444455556666", Good, null)]);
    }

    private async Task<IReadOnlyList<Notice>> NextDayAsync(RootPosture posture, int hours = 24)
    {
        _time.Advance(TimeSpan.FromHours(hours));
        _reader.Posture = posture;
        return [.. (await LookAsync()).Select(delivery => delivery.Message).OfType<Notice>().DistinctBy(notice => notice.Topic)];
    }

    private Task<IReadOnlyList<Delivery>> LookAsync() => Watch().LookAsync([Account], Cancellation);

    private async Task<AccountPosture> KnownAsync() => (await new Postures(Store).AllAsync(Cancellation)).ShouldHaveSingleItem();

    private Task<RecordingResult> RecordAsync(string sample, DateTimeOffset at)
    {
        var record = Detector.Read(Sample.Record(sample))!;
        return Process().Ledger.RecordAsync(record with { EventTime = at, Account = Account }, "{}", at, Cancellation);
    }

    // As another process would have it.
    private PostureWatch Watch()
    {
        var process = Process();
        return new PostureWatch(_reader, new Postures(Store), process.Ledger, process.Deliveries, Options.Create(new ReconcileOptions()), _time);
    }

    private TestLedger Process() => new(Store, _time, "sns", "teams");

    /// <summary>Answers as a test says.</summary>
    private sealed class AnsweringReader : IAccountReader
    {
        public ConcurrentQueue<string> Asked { get; } = new();

        public RootPosture Posture { get; set; } = Good;

        public ReaderRefusal? Refusal { get; set; }

        public string? RefusedOf { get; set; }

        public Task<IReadOnlyList<string>?> AccountsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> RegionsAsync(string account, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<EventPage> LookUpAsync(EventLookup lookup, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RootPosture> PostureAsync(string account, CancellationToken cancellationToken)
        {
            Asked.Enqueue(account);
            return (account == RefusedOf ? ReaderRefusal.Denied : Refusal) is { } refusal ? throw new AccountReaderException(refusal, "the test says so") : Task.FromResult(Posture);
        }
    }
}
