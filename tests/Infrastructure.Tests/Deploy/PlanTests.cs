using RootWatch.Cli.Deploy;
using RootWatch.Infrastructure.Tests.Deploy.StandIns;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed class PlanTests
{
    [Fact]
    public async Task Before_anything_is_deployed_it_says_what_would_be_made_and_makes_nothing()
    {
        var rig = ApplyTests.Graph(Rig.WithEverything());

        await rig.PlanAsync();

        rig.Aws.Stacks.ShouldBeEmpty();
        rig.Aws.ChangeSets.ShouldBeEmpty();
        rig.Azure.HasGroup.ShouldBeFalse();
        rig.Entra.Applications.ShouldBeEmpty();
        rig.User.Said.ShouldContain("The application rootwatch would be registered.");
        rig.User.Said.ShouldContain("The resource group rg-rootwatch would be made in westeurope");
        rig.User.Said.ShouldContain("AWS 111122223333: rootwatch-hub in eu-central-1\n  Modify (replaced) Bus (AWS::Events::EventBus)");
        rig.User.Said.ShouldContain("AWS 444455556666: rootwatch-organization in us-east-1");
        rig.Clouds.Calls.ShouldContain(call => call.Input != null && call.Input.Contains("\"Authorization=OAuth\"", StringComparison.Ordinal));
        rig.User.Said.ShouldEndWith("Nothing was changed.");
    }

    [Fact]
    public async Task Of_what_is_deployed_it_shows_what_would_change_and_leaves_all_as_it_is()
    {
        var rig = ApplyTests.Graph(Rig.WithEverything());
        await rig.ApplyAsync();
        var (before, deployments) = (Snapshot(rig), rig.Azure.Deployments.Count);
        var first = rig.Clouds.Changes.Count;

        await rig.PlanAsync();

        Snapshot(rig).ShouldBe(before);
        rig.Aws.ChangeSets.ShouldBeEmpty();
        rig.Azure.Deployments.Count.ShouldBe(deployments);
        rig.Clouds.Changes.Skip(first).ShouldAllBe(change => change.Contains("--no-execute-changeset", StringComparison.Ordinal) || change.StartsWith("aws cloudformation delete-change-set", StringComparison.Ordinal));
        rig.User.Said.ShouldContain("Resource changes: 1 to modify.");
    }

    [Fact]
    public async Task It_shows_what_apply_would_deploy()
    {
        var rig = ApplyTests.Graph(Rig.WithEverything());
        await rig.ApplyAsync();
        var applied = Stacks(rig).ToList();
        var first = rig.Clouds.Calls.Count;

        await rig.PlanAsync();

        Stacks(rig, first).ShouldBe(applied, ignoreOrder: true);
    }

    [Fact]
    public async Task A_stack_that_is_broken_is_said_and_left_to_apply()
    {
        var rig = new Rig();
        await rig.ApplyAsync();
        rig.Aws.Hub!.Status = "UPDATE_ROLLBACK_FAILED";

        await rig.PlanAsync();

        rig.User.Said.ShouldContain("rootwatch-hub in eu-central-1 is UPDATE_ROLLBACK_FAILED");
        rig.Aws.Hub.Status.ShouldBe("UPDATE_ROLLBACK_FAILED");
    }

    [Fact]
    public async Task Other_accounts_than_the_settings_name_are_not_even_looked_at()
    {
        var rig = new Rig();
        rig.Azure.SignedInSubscription = "99999999-2222-4333-8444-555555555555";

        await Should.ThrowAsync<DeploymentException>(rig.PlanAsync);

        rig.Clouds.Calls.ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Stacks(Rig rig, int first = 0) =>
        rig.Clouds.Calls.Skip(first).Where(call => call.ToString().StartsWith("aws cloudformation deploy", StringComparison.Ordinal)).Select(call => call.ToString().Replace(" --no-execute-changeset", string.Empty, StringComparison.Ordinal));

    private static string Snapshot(Rig rig) => string.Join('\n', rig.Aws.Stacks.Select(stack => $"{stack.Key} {stack.Value.Describe().ToJsonString()} {stack.Value.IsProtected}").Concat(rig.Azure.Secrets.Keys).Concat(rig.Azure.EventsKeys.Values).Concat(rig.Azure.HostKeys.Values).Concat(rig.Entra.Applications.Select(application => application.ToJsonString())));
}
