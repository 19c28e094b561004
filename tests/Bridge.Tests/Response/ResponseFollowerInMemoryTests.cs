using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Response;

public sealed class ResponseFollowerInMemoryTests : ResponseFollowerContract
{
    internal override IIncidentStore Store { get; } = new InMemoryIncidentStore(TimeProvider.System);
}
