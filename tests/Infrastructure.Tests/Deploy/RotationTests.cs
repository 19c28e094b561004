using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Steps;
using RootWatch.Infrastructure.Tests.Deploy.StandIns;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed class RotationTests
{
    private static readonly TimeSpan OneWeek = TimeSpan.FromHours(168);

    [Fact]
    public async Task The_old_function_key_goes_only_after_a_test_with_the_new_one()
    {
        var rig = await DeployedAsync();
        var old = rig.Aws.Hub!.Parameters["FunctionKey"];

        (await rig.RotateAsync(FunctionKey)).ShouldBeTrue();

        rig.ShouldBeWhole("a rotation");
        rig.Aws.Hub.Parameters["FunctionKey"].ShouldNotBe(old);
        rig.Azure.EventsKeys.Values.ShouldNotContain(old);
        rig.Checks.Verified.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_old_function_key_stays_where_the_test_fails_and_the_next_deployment_goes_on()
    {
        var rig = await DeployedAsync();
        rig.Checks.IsWell = false;

        (await rig.RotateAsync(FunctionKey)).ShouldBeFalse();

        rig.User.Said.ShouldContain("The old one stays good");
        rig.Azure.EventsKeys.Count.ShouldBe(2);
        rig.Checks.IsWell = true;
        (await rig.ApplyAsync()).ShouldBeTrue();
        rig.ShouldBeWhole("a rotation that was not proven");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_no_event_is_lost_and_the_next_run_heals_it(bool again) =>
        Rig.InterruptEverywhereAsync(DeployedAsync, rig => rig.RotateAsync(FunctionKey), rig => again ? rig.RotateAsync(FunctionKey) : rig.ApplyAsync(), (rig, where) => rig.ShouldBeWhole(where));

    [Fact]
    public Task A_look_after_a_rotation_that_failed_deletes_no_key_that_the_hub_still_has() =>
        Rig.InterruptEverywhereAsync(DeployedAsync, rig => rig.RotateAsync(FunctionKey), rig => rig.ApplyAsync(DeploymentStep.Verify), (rig, _) => WholeDeployment.HubKeyIsGood(rig.Clouds));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_the_hub_and_the_vault_agree_on_the_client_secret_in_the_end(bool again) =>
        Rig.InterruptEverywhereAsync(DeployedWithOAuthAsync, rig => rig.RotateAsync(ClientSecret), rig => again ? rig.RotateAsync(ClientSecret) : rig.ApplyAsync(), (rig, where) => rig.ShouldBeWhole(where));

    [Fact]
    public async Task A_client_secret_is_replaced_and_the_old_one_taken_away()
    {
        var rig = await DeployedWithOAuthAsync();
        var old = rig.Aws.Hub!.Parameters["OAuthClientSecret"];

        (await rig.RotateAsync(ClientSecret)).ShouldBeTrue();

        rig.ShouldBeWhole("a rotation");
        rig.Aws.Hub.Parameters["OAuthClientSecret"].ShouldNotBe(old);
    }

    [Fact]
    public async Task A_new_link_key_signs_and_every_other_setting_stays_as_it_is()
    {
        var rig = await DeployedWithOAuthAsync();

        (await rig.RotateAsync(LinkKey)).ShouldBeTrue();

        var (before, after) = (rig.Azure.Deployments[^2], rig.Azure.Deployments[^1]);
        after["ROOTWATCH_LINK_KEYS"].ShouldBe("20261127080000,a");
        string[] different = ["ROOTWATCH_LINK_KEYS", "ROOTWATCH_LINK_KEY", "ROOTWATCH_GRAPH_CLIENT_SECRET", "ROOTWATCH_EVENTBRIDGE_SECRET", "ROOTWATCH_EVENTBRIDGE_SECRET_ID", "ROOTWATCH_EVENTBRIDGE_SECRET_EXPIRES", "ROOTWATCH_NEW_TOKEN_CACHE"];
        after.Where(variable => !different.Contains(variable.Key, StringComparer.Ordinal)).ShouldBe(before.Where(variable => !different.Contains(variable.Key, StringComparer.Ordinal)));
        after["ROOTWATCH_AMAZON_Q_TOPIC_ARN"].ShouldNotBeEmpty();
        rig.ShouldBeWhole("a new link key");
    }

    [Fact]
    public async Task Old_link_keys_stay_good_until_their_links_have_expired()
    {
        var rig = await DeployedAsync();
        rig.Clouds.Time.Advance(OneWeek);
        await rig.RotateAsync(LinkKey);

        rig.Clouds.Time.Advance(OneWeek - TimeSpan.FromMinutes(1));
        (await Should.ThrowAsync<DeploymentException>(() => rig.RotateAsync(FinishLinkKey))).Message.ShouldContain("Come back then");
        rig.Azure.Secrets["link-key-a"].IsEnabled.ShouldBeTrue();

        rig.Clouds.Time.Advance(TimeSpan.FromMinutes(1));
        (await rig.RotateAsync(FinishLinkKey)).ShouldBeTrue();
        rig.Azure.Secrets["link-key-a"].IsEnabled.ShouldBeFalse();
        rig.Azure.Deployments[^1]["ROOTWATCH_LINK_KEYS"].ShouldBe("20261204080000");
        rig.ShouldBeWhole("link keys");
    }

    [Fact]
    public Task Whatever_call_fails_link_keys_are_whole_in_the_end() =>
        Rig.InterruptEverywhereAsync(
            async () =>
            {
                var rig = await DeployedAsync();
                rig.Clouds.Time.Advance(OneWeek);
                await rig.RotateAsync(LinkKey);
                rig.Clouds.Time.Advance(OneWeek);
                return rig;
            },
            rig => rig.RotateAsync(FinishLinkKey),
            rig => rig.ApplyAsync(),
            (rig, where) => rig.ShouldBeWhole(where));

    [Fact]
    public async Task One_link_key_alone_is_nothing_to_finish() =>
        (await Should.ThrowAsync<DeploymentException>(async () => await (await DeployedAsync()).RotateAsync(FinishLinkKey))).Message.ShouldContain("There is one link key, a");

    [Fact]
    public async Task A_key_of_the_other_kind_is_named()
    {
        var (key, secret) = (await DeployedAsync(), await DeployedWithOAuthAsync());

        (await Should.ThrowAsync<DeploymentException>(() => key.RotateAsync(ClientSecret))).Message.ShouldContain("rotate function-key");
        (await Should.ThrowAsync<DeploymentException>(() => secret.RotateAsync(FunctionKey))).Message.ShouldContain("rotate client-secret");
    }

    [Fact]
    public async Task Nothing_is_rotated_before_it_is_deployed()
    {
        var rig = new Rig();

        (await Should.ThrowAsync<DeploymentException>(() => rig.RotateAsync(FunctionKey))).Message.ShouldContain("deploy apply first");

        rig.Clouds.Changes.ShouldBeEmpty();
    }

    private static Task<bool> FunctionKey(Rotation rotation, CancellationToken token) => rotation.FunctionKeyAsync(token);

    private static Task<bool> ClientSecret(Rotation rotation, CancellationToken token) => rotation.ClientSecretAsync(token);

    private static Task<bool> LinkKey(Rotation rotation, CancellationToken token) => rotation.LinkKeyAsync(token);

    private static Task<bool> FinishLinkKey(Rotation rotation, CancellationToken token) => rotation.FinishLinkKeyAsync(token);

    private static async Task<Rig> DeployedAsync()
    {
        var rig = new Rig();
        await rig.ApplyAsync();
        rig.Clouds.Invariant = WholeDeployment.HubKeyIsGood;
        return rig;
    }

    private static async Task<Rig> DeployedWithOAuthAsync()
    {
        var rig = ApplyTests.Graph(Rig.WithEverything());
        await rig.ApplyAsync();
        return rig;
    }
}
