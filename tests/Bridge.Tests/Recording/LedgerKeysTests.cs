using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.Tests.Recording;

public sealed class LedgerKeysTests
{
    [Theory]
    [InlineData("111122223333-0a1b2c3d4e", "111122223333")]
    [InlineData("unknown-0a1b2c3d4e", "unknown")]
    [InlineData("unknown_7c9e6679-0a1b2c3d4e", "unknown_7c9e6679")]
    public void An_incident_is_named_after_its_account_known_missing_or_masked(string id, string partition)
    {
        LedgerKeys.IsIncident(id).ShouldBeTrue();
        LedgerKeys.PartitionOf(id).ShouldBe(partition);
    }

    [Theory]
    [InlineData("unknown_-0a1b2c3d4e")]
    [InlineData("unknown_7c9e667-0a1b2c3d4e")]
    [InlineData("unknown_7C9E6679-0a1b2c3d4e")]
    [InlineData("unknown_7c9e6679_1-0a1b2c3d4e")]
    [InlineData("unknown_../../..-0a1b2c3d4e")]
    [InlineData("known_7c9e6679-0a1b2c3d4e")]
    [InlineData("1111********-0a1b2c3d4e")]
    public void Anything_else_is_no_incident(string id) => LedgerKeys.IsIncident(id).ShouldBeFalse();
}
