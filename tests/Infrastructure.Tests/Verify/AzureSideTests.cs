using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

public sealed class AzureSideTests
{
    private readonly RecordedAzure _azure = new();

    [Fact]
    public async Task A_whole_deployment_passes() =>
        (await LookAsync()).Select(check => $"{check.Name} {check.Status}").ShouldBe(["function-app Passed", "always-ready Passed", "vault-references Passed", "azure-alerts Passed", "secret-expiry Passed", "action-group Passed"]);

    [Fact]
    public async Task A_stopped_app_fails()
    {
        _azure.App!["properties"]!["state"] = "Stopped";

        (await FailedAsync()).ShouldBe(["function-app: is Stopped"]);
    }

    [Fact]
    public async Task No_instance_ready_fails()
    {
        _azure.App!["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"] = new System.Text.Json.Nodes.JsonArray();

        (await FailedAsync()).ShouldBe(["always-ready: 0 instances"]);
    }

    [Fact]
    public async Task A_secret_that_is_missing_is_named()
    {
        _azure.References!["value"]![1]!["properties"]!["status"] = "SecretNotFound";

        (await FailedAsync()).ShouldBe(["vault-references: not resolved: Teams__Workflow__Url (SecretNotFound: secret teams-workflow-url of kv-rootwatch)"]);
    }

    [Fact]
    public async Task A_reference_whose_vault_Azure_does_not_tell_is_named_by_its_setting()
    {
        _azure.References!["value"]![0]!["properties"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "status": "InvalidSyntax" }""");

        (await FailedAsync()).ShouldBe(["vault-references: not resolved: Links__Keys__a (InvalidSyntax)"]);
    }

    [Fact]
    public async Task A_missing_or_disabled_alert_on_tampering_is_named()
    {
        _azure.ActivityLogAlerts!["value"]![0]!["properties"]!["enabled"] = false;
        _azure.ActivityLogAlerts["value"]!.AsArray().RemoveAt(5);

        (await FailedAsync()).ShouldBe(["azure-alerts: missing or disabled: tampering-function, tampering-alerts"]);
    }

    [Fact]
    public async Task An_alert_on_tampering_without_an_action_group_is_named()
    {
        _azure.ActivityLogAlerts!["value"]![2]!["properties"]!["actions"]!["actionGroups"] = new System.Text.Json.Nodes.JsonArray();

        (await FailedAsync()).ShouldBe(["action-group: reach nobody: alert-rootwatch-tampering-roles"]);
    }

    [Fact]
    public async Task Without_an_alert_on_tampering_all_are_named()
    {
        _azure.ActivityLogAlerts = null;

        (await FailedAsync()).ShouldHaveSingleItem().ShouldStartWith("azure-alerts: missing or disabled: tampering-function, tampering-settings");
    }

    [Fact]
    public async Task Nobody_told_before_a_secret_expires_fails()
    {
        const string Untold = "secret-expiry: nobody is told before a secret expires";
        _azure.Subscriptions!["value"]![0]!["properties"]!["filter"]!["includedEventTypes"] = new System.Text.Json.Nodes.JsonArray("Microsoft.KeyVault.SecretNewVersionCreated");
        (await FailedAsync()).ShouldBe([Untold]);

        _azure.Subscriptions = null;
        (await FailedAsync()).ShouldBe([Untold]);

        _azure.Topics = null;
        (await FailedAsync()).ShouldBe([Untold]);
    }

    [Fact]
    public async Task A_subscription_to_expiry_that_is_broken_or_reaches_nobody_fails()
    {
        _azure.Subscriptions!["value"]![0]!["properties"]!["provisioningState"] = "Failed";
        (await FailedAsync()).ShouldBe(["secret-expiry: its Event Grid subscription is broken"]);

        _azure.Subscriptions["value"]![0]!["properties"]!["provisioningState"] = "Succeeded";
        _azure.Subscriptions["value"]![0]!["properties"]!["destination"]!["properties"]!["actionGroups"] = new System.Text.Json.Nodes.JsonArray();
        (await FailedAsync()).ShouldBe(["action-group: reach nobody: secret-expiry"]);
    }

    [Fact]
    public async Task A_subscription_that_takes_every_event_of_the_vault_tells_of_expiry_too()
    {
        _azure.Subscriptions!["value"]![0]!["properties"]!["filter"]!["includedEventTypes"] = null;

        (await FailedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disabled_alert_is_named()
    {
        _azure.Alerts!["value"]![0]!["properties"]!["enabled"] = false;

        (await FailedAsync()).ShouldBe(["azure-alerts: missing or disabled: heartbeat-absent"]);
    }

    [Fact]
    public async Task An_action_group_that_nobody_hears_fails()
    {
        _azure.ActionGroup!["properties"]!["emailReceivers"]![0]!["status"] = "Disabled";
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe(
            "action-group: reach nobody: alert-rootwatch-heartbeat-absent, alert-rootwatch-server-errors, alert-rootwatch-deliveries-due, alert-rootwatch-ledger-unreachable, "
            + "alert-rootwatch-tampering-function, alert-rootwatch-tampering-settings, alert-rootwatch-tampering-roles, alert-rootwatch-tampering-vault, alert-rootwatch-tampering-storage, alert-rootwatch-tampering-alerts, secret-expiry");

        _azure.ActionGroup["properties"]!["emailReceivers"] = new System.Text.Json.Nodes.JsonArray();
        (await FailedAsync()).ShouldHaveSingleItem().ShouldStartWith("action-group: reach nobody");

        _azure.ActionGroup = null;
        (await FailedAsync()).ShouldHaveSingleItem().ShouldStartWith("action-group: reach nobody");
    }

    [Fact]
    public async Task An_action_group_that_is_switched_off_fails()
    {
        _azure.ActionGroup!["properties"]!["enabled"] = false;

        (await FailedAsync()).ShouldHaveSingleItem().ShouldStartWith("action-group: reach nobody");
    }

    [Fact]
    public async Task An_alert_without_an_action_group_is_named()
    {
        _azure.Alerts!["value"]![1]!["properties"]!["actions"]!["actionGroups"] = new System.Text.Json.Nodes.JsonArray();

        (await FailedAsync()).ShouldBe(["action-group: reach nobody: alert-rootwatch-server-errors"]);
    }

    [Fact]
    public async Task A_pager_behind_a_webhook_is_somebody()
    {
        _azure.ActionGroup!["properties"]!["emailReceivers"] = new System.Text.Json.Nodes.JsonArray();
        _azure.ActionGroup["properties"]!["webhookReceivers"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "name": "pager", "serviceUri": "https://pager.example/hook", "useCommonAlertSchema": true }]""");

        (await FailedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_that_is_not_there_or_not_to_be_seen_fails()
    {
        _azure.App = null;

        (await FailedAsync()).ShouldBe(["function-app: there is none of that id, or you may not see it"]);
    }

    [Fact]
    public async Task Without_credentials_it_says_so()
    {
        _azure.IsDown = true;

        (await FailedAsync()).ShouldBe(["function-app: Azure does not answer: there are no Azure credentials: run az login"]);
    }

    private async Task<IReadOnlyList<Check>> LookAsync() => await new AzureSide(_azure, RecordedAzure.Function).LookAsync(TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> FailedAsync()
    {
        var failed = (await LookAsync()).Where(check => check.Status == CheckStatus.Failed).ToList();
        failed.ShouldAllBe(check => check.Fix!.Length > 0);
        return failed.Select(check => $"{check.Name}: {check.Detail}");
    }
}
