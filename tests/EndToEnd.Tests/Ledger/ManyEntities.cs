using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace RootWatch.EndToEnd.Tests.Ledger;

/// <summary>A table of very many entities, which notes how many of those it has given are still in memory near the end.</summary>
internal sealed class ManyEntities(int count) : TableClient
{
    private const int PageSize = 1_000;

    private readonly List<WeakReference> _given = [];

    public override string Name => "Many";

    public int StillInMemory { get; private set; }

    public override AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        AsyncPageable<T>.FromPages(Pages().Select(static page => Page<T>.FromValues([.. page.Cast<T>()], continuationToken: null, response: null!)));

    private IEnumerable<List<TableEntity>> Pages()
    {
        for (var first = 0; first < count; first += PageSize)
        {
            if (first == count - PageSize)
            {
                GC.Collect();
                StillInMemory = _given.Count(static entity => entity.IsAlive);
            }

            yield return Page(first);
        }
    }

    private List<TableEntity> Page(int first)
    {
        List<TableEntity> page = [.. Enumerable.Range(first, PageSize).Select(static number => new TableEntity((number / 250).ToString("D12", CultureInfo.InvariantCulture), $"event|{number:D8}") { ["Content"] = "{}" })];
        _given.AddRange(page.Select(static entity => new WeakReference(entity)));
        return page;
    }
}
