using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.LeftBehind;

public sealed class CredentialFollowerInMemoryTests : CredentialFollowerContract
{
    internal override IIncidentStore Store { get; } = new InMemoryIncidentStore(TimeProvider.System);
}
