using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Tests.Incidents;

namespace RootWatch.Bridge.Tests.LeftBehind;

public sealed class CredentialFollowerInAzureTablesTests(AzuriteFixture azurite) : CredentialFollowerContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
