using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>What somebody does to RootWatch in Azure is told by Azure itself.</summary>
public sealed class TamperingAlertTests
{
    [Theory]
    [InlineData("Microsoft.Web/sites/stop/action", "tampering-function")]
    [InlineData("Microsoft.Web/sites/restart/action", "tampering-function")]
    [InlineData("Microsoft.Web/sites/delete", "tampering-function")]
    [InlineData("Microsoft.Web/sites/config/write", "tampering-settings")]
    [InlineData("Microsoft.Web/sites/functions/keys/write", "tampering-settings")]
    [InlineData("Microsoft.Web/sites/host/functionkeys/delete", "tampering-settings")]
    [InlineData("Microsoft.Web/sites/basicPublishingCredentialsPolicies/write", "tampering-settings")]
    [InlineData("Microsoft.Authorization/roleAssignments/write", "tampering-roles")]
    [InlineData("Microsoft.Authorization/roleAssignments/delete", "tampering-roles")]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write", "tampering-roles")]
    [InlineData("Microsoft.KeyVault/vaults/write", "tampering-vault")]
    [InlineData("Microsoft.KeyVault/vaults/delete", "tampering-vault")]
    [InlineData("Microsoft.Storage/storageAccounts/write", "tampering-storage")]
    [InlineData("Microsoft.Storage/storageAccounts/listKeys/action", "tampering-storage")]
    [InlineData("Microsoft.Storage/storageAccounts/regenerateKey/action", "tampering-storage")]
    [InlineData("Microsoft.Insights/diagnosticSettings/delete", "tampering-alerts")]
    [InlineData("Microsoft.Insights/activityLogAlerts/write", "tampering-alerts")]
    [InlineData("Microsoft.Insights/scheduledQueryRules/delete", "tampering-alerts")]
    [InlineData("Microsoft.Insights/actionGroups/write", "tampering-alerts")]
    [InlineData("Microsoft.AlertsManagement/actionRules/write", "tampering-alerts")]
    [InlineData("Microsoft.Authorization/locks/delete", "tampering-alerts")]
    public async Task An_act_is_told_once(string operation, string alert) =>
        (await AlertsAsync()).Where(rule => Operations(rule).Contains(operation, StringComparer.OrdinalIgnoreCase)).Select(Name).ShouldBe([alert]);

    [Theory]
    [InlineData("Microsoft.Web/sites/read")]
    [InlineData("Microsoft.Web/sites/start/action")]
    [InlineData("Microsoft.Storage/storageAccounts/read")]
    [InlineData("Microsoft.KeyVault/vaults/secrets/read")]
    [InlineData("Microsoft.Resources/deployments/write")]
    public async Task A_look_at_it_or_a_start_is_not(string operation) =>
        (await AlertsAsync()).ShouldAllBe(rule => !Operations(rule).Contains(operation, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public async Task No_act_is_told_by_two_alerts()
    {
        var operations = (await AlertsAsync()).SelectMany(Operations).ToList();

        operations.Count.ShouldBeGreaterThan(60);
        operations.ShouldBeUnique(StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Each_is_on_goes_straight_to_the_action_group_and_is_told_when_the_act_is_done()
    {
        foreach (var rule in await AlertsAsync())
        {
            rule["properties"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();
            rule["properties"]!["scopes"]!.ToJsonString().ShouldContain("/resourceGroups/rg-rootwatch\"");
            rule["properties"]!["actions"]!["actionGroups"]!.AsArray().ShouldHaveSingleItem();
            var conditions = rule["properties"]!["condition"]!["allOf"]!.AsArray();
            conditions[0]!.ToJsonString().ShouldBe("""{"field":"category","equals":"Administrative"}""");
            conditions[1]!.ToJsonString().ShouldBe("""{"field":"status","equals":"Succeeded"}""");
            conditions.Count.ShouldBe(3);
        }
    }

    [Fact]
    public async Task Each_says_that_a_deployment_does_so_too_and_what_to_do_if_nobody_deployed() =>
        (await AlertsAsync()).Select(rule => rule["properties"]!["description"]!.ToString())
            .ShouldAllBe(text => text.Contains("A deployment of RootWatch does this, too. If nobody deployed:", StringComparison.Ordinal));

    [Fact]
    public async Task The_first_deployment_is_not_told() =>
        (await Bicep.TemplateAsync())["resources"]!["tampering"]!["dependsOn"]!.AsArray().Select(resource => (string)resource!).ShouldContain("function");

    private static async Task<IReadOnlyList<JsonObject>> AlertsAsync() => [.. (await Snapshot.DefaultsAsync()).All("Microsoft.Insights/activityLogAlerts")];

    private static string Name(JsonObject alert) => alert["name"]!.ToString()[alert["name"]!.ToString().IndexOf("tampering", StringComparison.Ordinal)..];

    private static IEnumerable<string> Operations(JsonObject alert) =>
        alert["properties"]!["condition"]!["allOf"]![2]!["anyOf"]!.AsArray().Select(operation => (string)operation!["equals"]!);
}
