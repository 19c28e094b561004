using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Posture;

public sealed class PostureInMemoryTests : PostureContract
{
    internal override IIncidentStore Store { get; } = new InMemoryIncidentStore(TimeProvider.System);
}
