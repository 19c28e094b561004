using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Tests.Storage;

namespace RootWatch.Bridge.Tests.Posture;

public sealed class PostureInAzureTablesTests(AzuriteFixture azurite) : PostureContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
