using Microsoft.Identity.Client;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>Secrets are there before what refers to them, and what nobody gave stays as it is.</summary>
public sealed class SecretTests
{
    private static readonly string[] Secure = ["linkKey", "teamsWorkflowUrl", "graphClientSecret", "eventBridgeSecret"];

    [Theory]
    [InlineData("linkKeySecret", "[format('{0}/{1}', parameters('name'), format('link-key-{0}', parameters('linkKeyId')))]", "linkKey")]
    [InlineData("teamsWorkflowSecret", "[format('{0}/{1}', parameters('name'), 'teams-workflow-url')]", "teamsWorkflowUrl")]
    [InlineData("graphSecret", "[format('{0}/{1}', parameters('name'), 'teams-graph-client-secret')]", "graphClientSecret")]
    [InlineData("eventBridgeClientSecret", "[format('{0}/{1}', parameters('name'), 'eventbridge-client-secret')]", "eventBridgeSecret")]
    public async Task A_secret_is_written_only_where_there_is_a_value(string symbol, string name, string parameter)
    {
        var secret = (await Bicep.ModuleAsync("vault"))[symbol];

        secret["name"]!.ToString().ShouldBe(name);
        secret["condition"]!.ToString().ShouldBe($"[not(empty(parameters('{parameter}')))]");
        secret["properties"]!["value"]!.ToString().ShouldBe($"[parameters('{parameter}')]");
    }

    [Fact]
    public async Task No_deployment_keeps_a_secret_in_its_history()
    {
        var main = (await Bicep.TemplateAsync())["parameters"]!;
        var vault = (await Bicep.TemplateAsync())["resources"]!["vault"]!["properties"]!["template"]!["parameters"]!;

        Secure.ShouldAllBe(parameter => (string?)main[parameter]!["type"] == "securestring" && (string?)vault[parameter]!["type"] == "securestring");
        (await Bicep.TemplateAsync())["outputs"]!.ToJsonString().ShouldNotContain("listSecrets");
    }

    [Fact]
    public async Task Settings_that_refer_to_secrets_wait_for_the_vault_and_its_roles() =>
        (await Bicep.TemplateAsync())["resources"]!["function"]!["dependsOn"]!.AsArray().Select(resource => (string)resource!).ShouldContain("vault");

    [Fact]
    public async Task The_secret_of_EventBridge_carries_its_key_id_and_when_it_expires()
    {
        var properties = (await Bicep.ModuleAsync("vault"))["eventBridgeClientSecret"]["properties"]!;

        properties["contentType"]!.ToString().ShouldBe("[parameters('eventBridgeKeyId')]");
        properties["attributes"]!.ToString().ShouldContain("createObject('enabled', true(), 'exp', parameters('eventBridgeSecretExpires'))");
    }

    [Fact]
    public async Task A_new_token_cache_is_written_only_where_that_is_asked_for()
    {
        (await Snapshot.AllOptionsAsync()).All("Microsoft.KeyVault/vaults/secrets").ShouldContain(secret => secret["name"]!.ToString().EndsWith("/teams-graph-token-cache", StringComparison.Ordinal));
        (await Snapshot.DefaultsAsync()).All("Microsoft.KeyVault/vaults/secrets").ShouldNotContain(secret => secret["name"]!.ToString().EndsWith("/teams-graph-token-cache", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_token_cache_reads_as_one_that_nobody_is_signed_in_to()
    {
        var value = (await Bicep.ModuleAsync("vault"))["newTokens"]["properties"]!["value"]!.ToString();
        var application = ConfidentialClientApplicationBuilder.Create("11111111-2222-4333-8444-555555555555").WithClientSecret("secret").Build();
        application.UserTokenCache.SetBeforeAccess(access => access.TokenCache.DeserializeMsalV3(Convert.FromBase64String(value), shouldClearExistingCache: true));

#pragma warning disable CS0618 // The only call that reads the cache without a request to Entra ID.
        (await application.GetAccountsAsync()).ShouldBeEmpty();
#pragma warning restore CS0618
    }

    [Fact]
    public async Task Before_a_secret_expires_the_action_group_is_told_without_the_function()
    {
        var subscription = (await Bicep.ModuleAsync("expiry"))["topic::expiry"]["properties"]!;

        subscription["eventDeliverySchema"]!.ToString().ShouldBe("CloudEventSchemaV1_0");
        subscription["destination"]!["endpointType"]!.ToString().ShouldBe("MonitorAlert");
        subscription["destination"]!["properties"]!["actionGroups"]!.ToJsonString().ShouldContain("actionGroupId");
        subscription["filter"]!["includedEventTypes"]!.AsArray().Select(type => (string)type!).ShouldBe(["Microsoft.KeyVault.SecretNearExpiry", "Microsoft.KeyVault.SecretExpired"]);
    }
}
