using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Tests.Storage;

namespace RootWatch.Bridge.Tests.Response;

public sealed class ResponseFollowerInAzureTablesTests(AzuriteFixture azurite) : ResponseFollowerContract, IClassFixture<AzuriteFixture>
{
    internal override IIncidentStore Store { get; } = AzuriteFixture.Store(azurite.Table());
}
