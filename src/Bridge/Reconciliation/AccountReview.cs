namespace RootWatch.Bridge.Reconciliation;

/// <summary>An account in a round.</summary>
/// <param name="account">What was known of it.</param>
/// <param name="regions">Its regions.</param>
internal sealed class AccountReview(ReconciledAccount account, IReadOnlyList<RegionReview> regions)
{
    private bool _isSaved;

    public string Account => account.Account;

    public IReadOnlyList<RegionReview> Regions => regions;

    /// <summary>The questions that are being asked of it.</summary>
    public IEnumerable<HistoryQuery> Inquiries => regions.SelectMany(region => region.Inquiries).OfType<HistoryQuery>();

    /// <summary>The account as it stands now.</summary>
    public ReconciledAccount Current => account with { Regions = [.. regions.Select(region => region.Region)] };

    /// <summary>Whether there is something to write down: all is asked, or a question stands between two pages.</summary>
    public bool TakeUnsaved()
    {
        var isAsked = Inquiries.All(inquiry => !inquiry.IsOpen);
        var isDue = (isAsked && !_isSaved) || (!isAsked && Inquiries.Any(inquiry => inquiry is { IsOpen: true, Next.NextToken: not null }));
        _isSaved = isAsked;
        return isDue;
    }

    /// <summary>Goes on, in each region that is done, to what has happened since the time that an earlier round left; false where there is nothing more to ask.</summary>
    public bool MoveOn()
    {
        // Every region, so no short cut.
        var hasMoved = regions.Where(region => region.MoveOn()).ToList().Count > 0;
        _isSaved &= !hasMoved;
        return hasMoved;
    }
}
