using System.Globalization;
using System.Security.Cryptography;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Expectations;

/// <summary>Windows that people declare while the bridge runs. Each is announced: nobody plans root use in secret.</summary>
public sealed class ExpectationWindows(IIncidentStore store, Ledger ledger, PolicyInForce policy, TimeProvider time)
{
    // For clocks that differ.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with a window that is declared now; null where nothing is.</summary>
    public static string? Fault(Expectation window, DateTimeOffset now) =>
        window.From < now - Grace ? "It begins in the past: what happened before it was declared was not planned."
        : window.To <= now ? "It has ended already."
        : null;

    /// <summary>Declares a window, and makes its announcement due.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<(DeclaredExpectation Declared, IReadOnlyList<Delivery> Due)> DeclareAsync(Expectation window, string json, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetHexString(6, lowercase: true);
        var declared = new DeclaredExpectation(id, json, now);
        var due = ledger.Leased([Announcement(NoticeKind.ExpectationDeclared, id, window)], Ledger.NewLease());
        await WriteAsync(
            [EntryChange.Insert(DeclaredExpectation.Prefix + id, declared.ToJson()), Audit.Entry(now, new AuditEntry("ExpectationDeclared", id, window.Who.Text, window.Ticket.Text, now)), .. due.Select(Ledger.Insertion)],
            cancellationToken);
        return (declared, due);
    }

    /// <summary>The windows that are open now or will be.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<DeclaredExpectation>> OpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await DeclaredExpectation.AllAsync(store, cancellationToken)).Where(declared => declared.ToWindow().To > now)];
    }

    /// <summary>Ends a window now, and makes the announcement due; null where there is none that is still to be open.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>?> EndAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!DeclaredExpectation.IsId(id)
            || await store.FindAsync(LedgerKeys.System, DeclaredExpectation.Prefix + id, cancellationToken) is not { } entry
            || DeclaredExpectation.Of(entry) is not { } declared
            || declared.ToWindow() is not { } window
            || window.To <= now)
        {
            return null;
        }

        var due = ledger.Leased([Announcement(NoticeKind.ExpectationEnded, id, window with { To = now }) with { Number = 2 }], Ledger.NewLease());
        await WriteAsync(
            [EntryChange.Replace(entry, (declared with { Ended = now }).ToJson()), Audit.Entry(now, new AuditEntry("ExpectationEnded", id, string.Empty, string.Empty, now)), .. due.Select(Ledger.Insertion)],
            cancellationToken);
        return due;
    }

    internal static Notice Announcement(NoticeKind kind, string id, Expectation window) =>
        new(
            kind,
            $"system-expectation-{id}",
            Severity.Informational,
            kind == NoticeKind.ExpectationDeclared ? "Somebody declared a window of planned root use. Planned tasks in it count as normal." : "Somebody ended a window of planned root use early. From now on, root use counts as not planned.",
            [
                new("Who", window.Who.Text),
                new("Ticket", window.Ticket.Text),
                new("From", Phrases.Utc(window.From)),
                new("To", Phrases.Utc(window.To)),
                new("Accounts", Listed(window.Accounts.Select(account => account.Digits), "all accounts")),
                new("Tasks", Listed(window.Tasks.Select(task => task.Name), "everything that a window can allow")),
                new("Networks", Listed(window.Networks.Select(network => network.ToString()), "all networks")),
            ],
            ["If nobody in your organization planned this, somebody else has the bridge's key. End the window and rotate the key."]);

    private static string Listed(IEnumerable<string> values, string none) => string.Join(", ", values) is { Length: > 0 } list ? list : none;

    private async Task WriteAsync(IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken)
    {
        if (await store.TryWriteAsync(LedgerKeys.System, changes, cancellationToken) is null)
        {
            throw new StoreUnavailableException("somebody else changed the window at the same time");
        }

        policy.Refresh();
    }
}
