using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Tests.Incidents;

namespace RootWatch.Bridge.Tests.Posture;

public sealed class PostureInAzureTablesTests(AzuriteFixture azurite) : PostureContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
