using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

public sealed class AzureSideTests
{
    private readonly RecordedAzure _azure = new();

    [Fact]
    public async Task A_whole_deployment_passes() =>
        (await LookAsync()).Select(check => $"{check.Name} {check.Status}").ShouldBe(["function-app Passed", "always-ready Passed", "vault-references Passed", "azure-alerts Passed", "action-group Passed"]);

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

        (await FailedAsync()).ShouldBe(["vault-references: not resolved: Teams__Workflow__Url (SecretNotFound)"]);
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
        (await FailedAsync()).ShouldBe(["action-group: reach nobody: alert-rootwatch-heartbeat-absent, alert-rootwatch-server-errors, alert-rootwatch-deliveries-due, alert-rootwatch-ledger-unreachable"]);

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
