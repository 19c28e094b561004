using RootWatch.Cli.Deploy;
using RootWatch.Infrastructure.Tests.Deploy.StandIns;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed class RemovalTests
{
    [Fact]
    public async Task All_goes_but_the_queues_and_the_ledger_and_what_is_left_is_said()
    {
        var rig = await DeployedAsync();
        rig.Aws.Queues[(StandInAws.HubAccount, "eu-central-1", "rootwatch-dead-letters")] = 3;

        (await rig.RemoveAsync()).ShouldBeTrue();

        rig.Aws.Stacks.ShouldBeEmpty();
        rig.Entra.Applications.ShouldBeEmpty();
        rig.Azure.Resources.ShouldHaveSingleItem()["name"]!.ToString().ShouldBe("strootwatch");
        rig.Aws.Queues.Count.ShouldBe(9);
        rig.User.Said.ShouldContain("The queue https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-dead-letters, with 3 messages.");
        rig.User.Said.ShouldContain("strootwatch (Microsoft.Storage/storageAccounts), with the ledger");
        rig.User.Said.ShouldContain("In every account of r-ab12: the queues rootwatch-undelivered");
    }

    [Fact]
    public async Task The_queues_and_the_ledger_go_where_that_is_wanted()
    {
        var rig = await DeployedAsync();

        (await rig.RemoveAsync(withQueues: true, withLedger: true)).ShouldBeTrue();

        rig.Aws.Queues.ShouldBeEmpty();
        rig.Azure.Resources.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("rg-other")]
    public async Task Nothing_goes_unless_somebody_types_the_groups_name(string? answer)
    {
        var rig = await DeployedAsync();
        var before = rig.Clouds.Changes.Count;
        rig.User.Answer = answer;

        (await rig.RemoveAsync(yes: false)).ShouldBeFalse();

        rig.Clouds.Changes.Count.ShouldBe(before);
        rig.User.Said.ShouldEndWith("Nothing was removed.");
    }

    [Fact]
    public async Task Locks_of_the_template_go_first_and_others_stay()
    {
        var rig = await DeployedAsync();
        var vault = rig.Azure.Resources.Single(resource => (string?)resource["name"] is StandInAzure.Vault)["id"];
        rig.Azure.Locks.AddRange([$"{vault}/providers/Microsoft.Authorization/locks/rootwatch", "/elsewhere/locks/of-somebody"]);

        await rig.RemoveAsync();

        rig.Azure.Locks.ShouldBe(["/elsewhere/locks/of-somebody"]);
    }

    [Fact]
    public async Task Whoever_types_the_name_means_it()
    {
        var rig = await DeployedAsync();
        rig.User.Answer = StandInAzure.Group;

        (await rig.RemoveAsync(yes: false)).ShouldBeTrue();

        rig.Aws.Stacks.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_RootWatchs_stays()
    {
        var rig = await DeployedAsync();
        rig.Azure.Resources.Add(new System.Text.Json.Nodes.JsonObject { ["type"] = "Microsoft.KeyVault/vaults", ["name"] = "kv-rootwatch-of-somebody", ["id"] = "/x" });
        rig.Aws.Queues[(StandInAws.HubAccount, "eu-central-1", "rootwatch-dead-letters-archive")] = 0;

        await rig.RemoveAsync(withQueues: true, withLedger: true);

        rig.Azure.Resources.ShouldHaveSingleItem();
        rig.Aws.Queues.ShouldHaveSingleItem();
        rig.User.Said.ShouldContain("kv-rootwatch-of-somebody");
    }

    [Fact]
    public async Task An_application_that_the_settings_pin_stays()
    {
        var rig = new Rig();
        var given = rig.Entra.Create("Root alerts", uniqueName: null, owner: "the-identity-team");
        rig.With(("ROOTWATCH_APPLICATION_ID", (string)given["appId"]!));
        await rig.ApplyAsync();

        await rig.RemoveAsync();

        rig.Entra.Applications.ShouldHaveSingleItem();
        rig.User.Said.ShouldContain("others may use it");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_the_next_run_goes_on(bool all) =>
        Rig.InterruptEverywhereAsync(DeployedAsync, rig => rig.RemoveAsync(all, all), rig => rig.RemoveAsync(all, all), (rig, where) =>
        {
            rig.Aws.Stacks.ShouldBeEmpty(where);
            rig.Entra.Applications.ShouldBeEmpty(where);
            rig.Azure.Resources.Count.ShouldBe(all ? 0 : 1, where);
            rig.Aws.Queues.Count.ShouldBe(all ? 0 : 9, where);
        });

    [Fact]
    public async Task What_was_removed_can_be_deployed_again()
    {
        var rig = await DeployedAsync();
        await rig.RemoveAsync();

        (await rig.ApplyAsync()).ShouldBeTrue(rig.User.Said);

        rig.ShouldBeWhole("after a removal");
        rig.User.Said.ShouldContain("The vault of an earlier deployment is back");
    }

    [Fact]
    public async Task A_queue_that_still_holds_events_is_not_deleted_to_deploy_again()
    {
        var rig = await DeployedAsync();
        await rig.RemoveAsync();
        rig.Aws.Queues[(StandInAws.HubAccount, "eu-central-1", "rootwatch-dead-letters")] = 3;

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain("rootwatch-dead-letters of an earlier deployment holds 3 messages");

        rig.Aws.Queues.ShouldContainKey((StandInAws.HubAccount, "eu-central-1", "rootwatch-dead-letters"));
    }

    [Fact]
    public async Task Where_nothing_was_deployed_nothing_is_removed()
    {
        var rig = new Rig();

        (await rig.RemoveAsync()).ShouldBeTrue();

        rig.Clouds.Changes.ShouldBeEmpty();
        rig.User.Said.ShouldEndWith("Removed. Nothing is left.");
    }

    [Fact]
    public async Task Other_accounts_than_the_settings_name_are_not_touched()
    {
        var rig = await DeployedAsync();
        var before = rig.Clouds.Changes.Count;
        rig.Aws.Profiles["security"] = "123456789012";

        await Should.ThrowAsync<DeploymentException>(() => rig.RemoveAsync());

        rig.Clouds.Changes.Count.ShouldBe(before);
    }

    private static async Task<Rig> DeployedAsync()
    {
        var rig = ApplyTests.Graph(Rig.WithEverything());
        await rig.ApplyAsync();
        return rig;
    }
}
