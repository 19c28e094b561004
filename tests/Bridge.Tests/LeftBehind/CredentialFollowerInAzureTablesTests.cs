using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Tests.Storage;

namespace RootWatch.Bridge.Tests.LeftBehind;

public sealed class CredentialFollowerInAzureTablesTests(AzuriteFixture azurite) : CredentialFollowerContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
