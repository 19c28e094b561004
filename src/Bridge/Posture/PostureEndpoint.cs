using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Reconciliation;

namespace RootWatch.Bridge.Posture;

/// <summary>Shows how root of each account can sign in: a page for browsers and for whoever holds a message's link, JSON for everybody else.</summary>
public sealed class PostureEndpoint(Postures postures, ReconciledAccounts reconciled, Spokes spokes, AccountNames names, LinkSigner links, IOptions<ReconcileOptions> options)
{
    /// <summary>What a link is about: all accounts.</summary>
    internal const string Everything = "accounts";

    /// <summary>For a caller who has been let in already.</summary>
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var report = await ReportAsync(cancellationToken);
        return Page.IsAskedFor(request) ? await PageOfAsync(report) : new PrivateJson<PostureReport>(report, PostureJson.Default.PostureReport);
    }

    /// <summary>For whoever holds a link.</summary>
    public async Task<IResult> ShowToHolderAsync(string subject, HttpRequest request, CancellationToken cancellationToken) =>
        links.Check(LinkSigner.Posture, subject, request.Query) switch
        {
            LinkVerdict.Good when subject == Everything => await PageOfAsync(await ReportAsync(cancellationToken)),
            LinkVerdict.Expired => Page.Message(StatusCodes.Status410Gone, "This link has expired", "The next weekly message has a newer one."),
            _ => Page.Message(StatusCodes.Status403Forbidden, "This link is not valid", "Open it from the message itself: mail programs sometimes cut links in two. If that does not help, its key was taken away."),
        };

    private async Task<IResult> PageOfAsync(PostureReport report)
    {
        var named = await Task.WhenAll(report.Accounts.Select(async account => (account.Account, Name: await names.FindAsync(account.Account))));
        return Page.Of(new PostureTable(report, named.Where(one => one.Name is not null).ToDictionary(one => one.Account, one => one.Name!, StringComparer.Ordinal)));
    }

    private async Task<PostureReport> ReportAsync(CancellationToken cancellationToken)
    {
        var asked = await postures.AllAsync(cancellationToken);
        var problem = options.Value.IsOn ? null : "AWS is not asked: Reconcile:ExternalId is not set.";

        // What was never asked is unknown, and must not look as if it were not there.
        var others = (await spokes.CoverageAsync(cancellationToken)).Select(spoke => spoke.Account)
            .Concat((await reconciled.AllAsync(cancellationToken)).Select(account => account.Account))
            .Distinct(StringComparer.Ordinal)
            .Except(asked.Select(posture => posture.Account), StringComparer.Ordinal)
            .Select(account => new AccountPosture(account) { Reason = problem is null ? "not asked yet" : "AWS is not asked" });
        IReadOnlyList<AccountPosture> all = [.. asked.Concat(others).OrderBy(posture => posture.Account, StringComparer.Ordinal)];
        return new PostureReport(all, PostureSummary.Of(all), problem);
    }
}
