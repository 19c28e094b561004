using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class LedgerInAzureTablesTests(AzuriteFixture azurite) : LedgerContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
