using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Tests.Storage;

namespace RootWatch.Bridge.Tests.Recording;

public sealed class LedgerInAzureTablesTests(AzuriteFixture azurite) : LedgerContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
