using System.Text;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.Tests.LeftBehind;

/// <summary>CloudTrail's event history, as far as credentials and resources are asked about: two records a page, the newest first.</summary>
internal sealed class EventHistory
{
    private const int PageSize = 2;

    private readonly List<string> _records = [];

    /// <summary>What was asked, in order.</summary>
    public List<EventLookup> Asked { get; } = [];

    /// <summary>Regions that do not answer.</summary>
    public HashSet<string> Denied { get; } = new(StringComparer.Ordinal);

    public void Add(params IEnumerable<string> records) => _records.AddRange(records);

    public async Task AnswerAsync(IEnumerable<HistoryQuery> inquiries, CancellationToken cancellationToken)
    {
        foreach (var inquiry in inquiries)
        {
            Asked.Add(inquiry.Next);
            while (inquiry.IsOpen)
            {
                if (Denied.Contains(inquiry.Next.Region))
                {
                    inquiry.Fail(ReaderRefusal.Denied, inquiry.Next.To);
                    break;
                }

                var found = _records.Where(record => Fits(inquiry.Next, record)).OrderByDescending(record => Read(record).At).ToList();
                var skip = int.Parse(inquiry.Next.NextToken ?? "0", System.Globalization.CultureInfo.InvariantCulture);
                await inquiry.TakeAsync(new EventPage([.. found.Skip(skip).Take(PageSize)], found.Count > skip + PageSize ? $"{skip + PageSize}" : null), cancellationToken);
            }
        }
    }

    private static bool Fits(EventLookup lookup, string json)
    {
        var record = Read(json);
        return record.Region == lookup.Region && record.At >= lookup.From && record.At <= lookup.To && lookup.Key switch
        {
            LookupKey.AccessKeyId => record.AccessKeyId == lookup.Value,
            LookupKey.Username => record.User == lookup.Value,
            LookupKey.EventName => record.EventName == lookup.Value,
            LookupKey.ResourceName => json[json.IndexOf("requestParameters", StringComparison.Ordinal)..].Contains($"\"{lookup.Value}\"", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static CredentialRecord Read(string json) => CredentialRecord.Read(Encoding.UTF8.GetBytes(json))!;
}
