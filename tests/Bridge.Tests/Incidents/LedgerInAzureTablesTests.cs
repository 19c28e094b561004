using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.AzureTables;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class LedgerInAzureTablesTests(AzuriteFixture azurite) : LedgerContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = new AzureTableIncidentStore(azurite.Table(), TimeProvider.System);
}
