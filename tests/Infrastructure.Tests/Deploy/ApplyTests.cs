using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Steps;
using RootWatch.Infrastructure.Tests.Deploy.StandIns;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed class ApplyTests
{
    [Fact]
    public async Task A_first_deployment_goes_through_both_clouds_and_ends_with_a_look_at_all()
    {
        var rig = new Rig();

        (await rig.ApplyAsync()).ShouldBeTrue(rig.User.Said);

        rig.ShouldBeWhole("a first deployment");
        rig.Aws.Hub!.Parameters["FunctionUrl"].ShouldBe("https://func-rootwatch.azurewebsites.net/api/events");
        rig.Aws.Hub.Parameters["AlertEmail"].ShouldBe("o\"brien@example.com");
        rig.Azure.Secrets["teams-workflow-url"].Value.ShouldBe(Clouds.WorkflowUrl);
        rig.Azure.Secrets["link-key-a"].Value.Length.ShouldBe(64);
        rig.Checks.Redriven.ShouldHaveSingleItem();
        rig.Checks.Verified.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Everything_at_once_is_whole_too()
    {
        var rig = Graph(Rig.WithEverything());

        (await rig.ApplyAsync()).ShouldBeTrue(rig.User.Said);

        rig.ShouldBeWhole("everything");
        rig.Azure.Secrets["teams-graph-token-cache"].Value.ShouldBe("none");
        rig.Aws.Stacks[(StandInAws.ManagementAccount, "us-east-1", "rootwatch-organization")].Parameters.ShouldSatisfyAllConditions(
            parameters => parameters["OrganizationalUnitIds"].ShouldBe("r-ab12"),
            parameters => parameters["OtherRegions"].ShouldBe("eu-central-1,eu-west-1"),
            parameters => parameters["HeartbeatMinutes"].ShouldBe("15"),
            parameters => parameters["ReaderExternalId"].ShouldBe("3f1c5b1e"));
        rig.Aws.Stacks.ShouldContainKey((StandInAws.ManagementAccount, "eu-west-1", "rootwatch-spoke"));
        rig.Aws.Stacks.ShouldContainKey((StandInAws.HubAccount, "eu-central-1", "rootwatch-direct-alarm"));
        rig.Azure.Deployments[^1].ShouldSatisfyAllConditions(
            variables => variables["ROOTWATCH_AMAZON_Q_TOPIC_ARN"].ShouldBe("arn:aws:sns:eu-central-1:111122223333:rootwatch-amazon-q"),
            variables => variables["ROOTWATCH_ENTRA"].ShouldBe("true"),
            variables => variables["ROOTWATCH_HEARTBEAT_MINUTES"].ShouldBe("15"));
    }

    [Fact]
    public async Task Deploying_again_makes_nothing_twice()
    {
        var rig = Graph(Rig.WithEverything());
        await rig.ApplyAsync();
        var first = rig.Clouds.Changes.Count;
        rig.User.Secret = null;

        (await rig.ApplyAsync()).ShouldBeTrue(rig.User.Said);

        rig.ShouldBeWhole("the second time");
        rig.Clouds.Changes.Skip(first).ShouldAllBe(change =>
            change.StartsWith("az deployment group create", StringComparison.Ordinal) || change.StartsWith("az functionapp deployment source", StringComparison.Ordinal) || change.StartsWith("dotnet publish", StringComparison.Ordinal)
            || change.Contains("/configreferences/appsettings/refresh", StringComparison.Ordinal)
            || change.StartsWith("aws cloudformation deploy", StringComparison.Ordinal) || change.StartsWith("aws cloudformation update-termination-protection", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_the_next_run_heals_it(bool everything) =>
        Rig.InterruptEverywhereAsync(() => Task.FromResult(everything ? Graph(Rig.WithEverything()) : new Rig()), rig => rig.ApplyAsync(), rig => rig.ApplyAsync(), (rig, where) => rig.ShouldBeWhole(where));

    [Fact]
    public Task An_update_that_is_interrupted_anywhere_loses_no_event_and_is_healed() =>
        Rig.InterruptEverywhereAsync(
            async () =>
            {
                var rig = new Rig();
                await rig.ApplyAsync();
                rig.Clouds.Invariant = WholeDeployment.HubKeyIsGood;
                return rig;
            },
            rig => rig.ApplyAsync(),
            rig => rig.ApplyAsync(),
            (rig, where) => rig.ShouldBeWhole(where));

    [Fact]
    public async Task A_deployment_of_the_scripts_keeps_its_application_and_its_key_until_the_new_one_is_proven()
    {
        var rig = new Rig();
        var old = rig.Entra.Create("rootwatch", uniqueName: null, owner: "somebody");
        rig.Azure.BeOld($"api://{(string?)old["appId"]}");
        rig.Aws.Stacks[(StandInAws.HubAccount, "eu-central-1", "rootwatch-hub")] = new StandInStack { Status = "CREATE_COMPLETE", Parameters = { ["Authorization"] = "ApiKey", ["FunctionKey"] = "THE-OLD-HOST-KEY" }, IsProtected = true };
        rig.Clouds.Invariant = WholeDeployment.HubKeyIsGood;
        rig.Checks.IsWell = false;

        (await rig.ApplyAsync()).ShouldBeFalse();
        rig.Azure.HostKeys.ShouldContainKey("eventbridge");

        rig.Checks.IsWell = true;
        (await rig.ApplyAsync()).ShouldBeTrue(rig.User.Said);
        rig.ShouldBeWhole("an update from the scripts");
        rig.Azure.OldRoles.ShouldBeEmpty();
        rig.Entra.Applications.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("ROOTWATCH_SUBSCRIPTION_ID", "99999999-2222-4333-8444-555555555555", "ROOTWATCH_SUBSCRIPTION_ID is 9")]
    [InlineData("ROOTWATCH_HUB_ACCOUNT", "123456789012", "The profile security belong")]
    [InlineData("ROOTWATCH_MANAGEMENT_ACCOUNT", "123456789012", "The profile management belong")]
    [InlineData("ROOTWATCH_HUB_PROFILE", "", "The environment's AWS credentials belong to account 999988887777")]
    public async Task Other_accounts_than_the_settings_name_are_not_touched(string setting, string value, string words)
    {
        var rig = Graph(Rig.WithEverything()).With((setting, value));

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain(words);

        rig.Clouds.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_call_to_AWS_names_the_profile_of_its_account()
    {
        var rig = Graph(Rig.WithEverything());

        await rig.ApplyAsync();

        rig.Clouds.Calls.Where(call => call.Program is "aws").ShouldAllBe(call => call.Arguments.Contains("--profile", StringComparer.Ordinal));
        rig.Aws.Stacks.Keys.Select(key => key.Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe([StandInAws.HubAccount, StandInAws.ManagementAccount]);
    }

    [Fact]
    public async Task No_secret_stands_in_an_argument_or_is_said()
    {
        var rig = Graph(Rig.WithEverything());
        await rig.ApplyAsync();
        await rig.PlanAsync();
        var other = new Rig();
        await other.ApplyAsync();
        await other.RotateAsync((rotation, token) => rotation.FunctionKeyAsync(token));

        foreach (var done in new[] { rig, other })
        {
            string[] secrets = [.. done.Azure.Secrets.Values.Select(secret => secret.Value).Where(value => value is not "none"), .. done.Azure.EventsKeys.Values, .. done.Azure.HostKeys.Values, "THE-"];
            secrets.ShouldAllBe(secret => !done.User.Said.Contains(secret, StringComparison.Ordinal));
            done.Clouds.Calls.ShouldAllBe(call => secrets.All(secret => !call.ToString().Contains(secret, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(null, "The secret teams-workflow-url is missing")]
    [InlineData("", "The secret teams-workflow-url is missing")]
    [InlineData("   ", "The secret teams-workflow-url is missing")]
    [InlineData("http://x.example/1", "teams-workflow-url cannot be used: it is no https address")]
    [InlineData("https://x.webhook.office.com/1", "which Microsoft has retired")]
    public async Task A_secret_that_nobody_gives_stops_the_deployment_with_its_name(string? answer, string words)
    {
        var rig = new Rig { User = { Secret = answer } };

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain(words);

        rig.Azure.Deployments.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_that_the_function_cannot_read_stops_the_deployment_with_its_name()
    {
        var rig = new Rig();
        rig.Azure.Unresolved["Teams__Workflow__Url"] = "AccessToKeyVaultDenied";

        var failure = await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync());

        failure.Message.ShouldContain("Teams__Workflow__Url (teams-workflow-url: AccessToKeyVaultDenied)");
        rig.Aws.Stacks.ShouldBeEmpty();
        rig.Clouds.Time.Waited.ShouldBeGreaterThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_secret_that_was_switched_off_is_asked_for_again()
    {
        var rig = new Rig();
        await rig.ApplyAsync();
        rig.Azure.Secrets["teams-workflow-url"].IsEnabled = false;
        rig.Azure.Secrets["link-key-a"].IsEnabled = false;

        (await rig.ApplyAsync()).ShouldBeTrue();

        rig.ShouldBeWhole("secrets that were off");
        rig.Azure.Refreshed.ShouldBe(2);
        rig.Azure.Secrets["teams-workflow-url"].IsEnabled.ShouldBeTrue();
        rig.Azure.Secrets["link-key-a"].IsEnabled.ShouldBeFalse();
    }

    [Fact]
    public async Task An_application_of_that_name_that_is_somebody_elses_is_refused()
    {
        var rig = new Rig();
        var squatted = rig.Entra.Create("rootwatch", $"rootwatch-{StandInAzure.Subscription}-{StandInAzure.Group}", owner: "somebody-else");

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain($"set ROOTWATCH_APPLICATION_ID={(string?)squatted["appId"]}");

        rig.Clouds.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_display_name_proves_nothing()
    {
        var rig = new Rig();
        var other = rig.Entra.Create("rootwatch", uniqueName: null, owner: "somebody-else");

        await rig.ApplyAsync();

        rig.Aws.Hub!.Parameters["BridgeAudience"].ShouldNotBe($"api://{(string?)other["appId"]}");
    }

    [Fact]
    public async Task An_application_that_the_settings_pin_is_taken_whoever_owns_it()
    {
        var rig = new Rig();
        var given = rig.Entra.Create("Root alerts", uniqueName: null, owner: "the-identity-team");
        rig.With(("ROOTWATCH_APPLICATION_ID", (string)given["appId"]!));

        (await rig.ApplyAsync()).ShouldBeTrue();

        rig.Aws.Hub!.Parameters["BridgeAudience"].ShouldBe($"api://{(string?)given["appId"]}");
        rig.Entra.Applications.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_pinned_application_takes_the_place_of_the_one_that_is_deployed()
    {
        var rig = new Rig();
        await rig.ApplyAsync();
        var given = rig.Entra.Create("Root alerts", uniqueName: null, owner: "the-identity-team");
        rig.With(("ROOTWATCH_APPLICATION_ID", (string)given["appId"]!));

        (await rig.ApplyAsync()).ShouldBeTrue();

        rig.Aws.Hub!.Parameters["BridgeAudience"].ShouldBe($"api://{(string?)given["appId"]}");
        rig.Azure.Deployments[^1]["ROOTWATCH_TOKEN_AUDIENCE"].ShouldBe($"api://{(string?)given["appId"]}");
    }

    [Fact]
    public async Task An_application_that_is_gone_is_named_and_none_is_made_in_its_place()
    {
        var rig = new Rig();
        await rig.ApplyAsync();
        rig.Entra.Applications.Clear();

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain("which the deployment uses");

        rig.Entra.Applications.ShouldBeEmpty();
    }

    [Fact]
    public async Task Roles_that_others_added_to_the_application_stay()
    {
        var rig = new Rig();
        var given = rig.Entra.Create("rootwatch", uniqueName: null, owner: "x");
        given["appRoles"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["id"] = "7d7d7d7d-0000-4000-8000-000000000001", ["value"] = "Auditor" });
        rig.With(("ROOTWATCH_APPLICATION_ID", (string)given["appId"]!));

        await rig.ApplyAsync();

        given["appRoles"]!.AsArray().Select(role => (string?)role!["value"]).ShouldBe(["Auditor", "RootWatch.Sender", "RootWatch.Operator"]);
    }

    [Theory]
    [InlineData("ROLLBACK_COMPLETE")]
    [InlineData("CREATE_FAILED")]
    [InlineData("DELETE_FAILED")]
    [InlineData("REVIEW_IN_PROGRESS")]
    [InlineData("UPDATE_ROLLBACK_FAILED")]
    [InlineData("UPDATE_ROLLBACK_COMPLETE")]
    public async Task A_stack_that_an_earlier_run_left_half_done_is_made_whole(string status)
    {
        var rig = new Rig();
        rig.Aws.Stacks[(StandInAws.HubAccount, "eu-central-1", "rootwatch-hub")] = new StandInStack { Status = status };
        rig.Aws.Stacks[(StandInAws.HubAccount, "eu-west-1", "rootwatch-spoke")] = new StandInStack { Status = status };

        (await rig.ApplyAsync()).ShouldBeTrue(rig.User.Said);

        rig.ShouldBeWhole(status);
    }

    [Fact]
    public async Task A_stack_that_stays_busy_is_named_after_half_an_hour()
    {
        var rig = new Rig();
        rig.Aws.Stacks[(StandInAws.HubAccount, "eu-central-1", "rootwatch-hub")] = new StandInStack { Status = "UPDATE_IN_PROGRESS" };

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain("rootwatch-hub in eu-central-1 has been busy for half an hour");

        rig.Clouds.Time.Waited.ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Where_AWS_does_not_say_which_regions_there_are_no_spokes_are_deployed()
    {
        var rig = new Rig();
        rig.Aws.Regions = [];

        (await Should.ThrowAsync<DeploymentException>(() => rig.ApplyAsync())).Message.ShouldContain("names no region");

        rig.Aws.Stacks.Keys.ShouldNotContain(stack => stack.Name == "rootwatch-spoke");
    }

    [Fact]
    public async Task Regions_that_the_settings_name_or_leave_out_are_taken_so()
    {
        var named = new Rig().With(("ROOTWATCH_OTHER_REGIONS", "us-east-1,sa-east-1"));
        var except = new Rig().With(("ROOTWATCH_EXCEPT_REGIONS", "eu-west-1"));

        await named.ApplyAsync();
        await except.ApplyAsync();

        Spokes(named).ShouldBe(["sa-east-1", "us-east-1"]);
        Spokes(except).ShouldBe(["eu-central-1", "us-east-1"]);
    }

    [Fact]
    public async Task Over_an_organization_the_hubs_account_gets_spokes_by_the_StackSet_unless_it_is_left_out()
    {
        var rig = Graph(Rig.WithEverything()).With(("ROOTWATCH_HUB_SPOKES", "false"));

        await rig.ApplyAsync();

        Spokes(rig).ShouldBeEmpty();
        rig.Aws.Stacks.Keys.Count(stack => stack is { Account: StandInAws.ManagementAccount, Name: "rootwatch-spoke" }).ShouldBe(3);
    }

    [Fact]
    public async Task One_step_alone_leaves_the_others_as_they_are()
    {
        var rig = new Rig();
        await rig.ApplyAsync();
        var before = rig.Clouds.Changes.Count;

        (await rig.ApplyAsync(DeploymentStep.Publish)).ShouldBeTrue();

        rig.Clouds.Changes.Skip(before).Select(change => change.Split(' ')[0]).ShouldBe(["dotnet", "az"]);
        rig.Azure.Published.ShouldBe(2);
    }

    [Theory]
    [InlineData("Publish")]
    [InlineData("Hub")]
    [InlineData("Verify")]
    public async Task A_step_that_needs_another_says_so(string step) =>
        (await Should.ThrowAsync<DeploymentException>(() => new Rig().ApplyAsync(Enum.Parse<DeploymentStep>(step)))).Message.ShouldContain("deploy apply");

    [Fact]
    public async Task What_cannot_be_redriven_does_not_keep_the_deployment_from_looking()
    {
        var rig = new Rig { Checks = { IsEmpty = false } };

        (await rig.ApplyAsync()).ShouldBeTrue();
        (await rig.ApplyAsync(DeploymentStep.Redrive)).ShouldBeFalse();

        rig.Checks.Verified.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_policy_that_cannot_be_used_is_not_published()
    {
        var folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;
        try
        {
            var policy = Path.Combine(folder, "policy.json");
            await File.WriteAllTextAsync(policy, "{ \"nonsense\": 1 }", TestContext.Current.CancellationToken);

            (await Should.ThrowAsync<DeploymentException>(() => new Rig().With(("ROOTWATCH_POLICY", policy)).ApplyAsync())).Message.ShouldContain("Nothing was published");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static Rig Graph(Rig rig)
    {
        rig.User.Secret = "THE-GRAPH-CLIENT-SECRET";
        return rig;
    }

    private static IEnumerable<string> Spokes(Rig rig) => rig.Aws.Stacks.Keys.Where(stack => stack is { Account: StandInAws.HubAccount, Name: "rootwatch-spoke" }).Select(stack => stack.Region).Order(StringComparer.Ordinal);
}
