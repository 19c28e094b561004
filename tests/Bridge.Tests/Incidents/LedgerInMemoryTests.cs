using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class LedgerInMemoryTests : LedgerContract
{
    internal override IIncidentStore Store { get; } = new InMemoryIncidentStore(TimeProvider.System);
}
