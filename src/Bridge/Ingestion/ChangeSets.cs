using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Ingestion;

/// <summary>Remembers the change sets that were made for RootWatch's stacks: whoever executes one may name it by its ARN alone.</summary>
public sealed class ChangeSets(IIncidentStore store)
{
    /// <exception cref="StoreUnavailableException">The store does not answer: the event must come again.</exception>
    public Task RememberAsync(string arn, CancellationToken cancellationToken) =>
        store.TryWriteAsync(LedgerKeys.System, [EntryChange.Set(KeyOf(arn), "{}"u8.ToArray())], cancellationToken);

    /// <summary>Whether it was made for one of RootWatch's stacks; yes where nobody can say.</summary>
    public async Task<bool> AreOursAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(LedgerKeys.System, KeyOf(arn), cancellationToken) is not null;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }

    private static string KeyOf(string arn) => $"change-set|{LedgerKeys.HashOf(arn)}";
}
