using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>Azure's side, as it is compiled.</summary>
public sealed partial class BicepTests
{
    [Theory]
    [InlineData("lint", "main.bicep")]
    [InlineData("build", "main.bicep")]
    [InlineData("build-params", "main.bicepparam")]
    public async Task Templates_have_neither_errors_nor_warnings(string verb, string file)
    {
        var (exitCode, output) = await Bicep.RunAsync([verb, Bicep.PathOf(file), .. verb is "lint" ? Array.Empty<string>() : ["--stdout"]]);

        exitCode.ShouldBe(0, output);
        Complaint().Matches(output).ShouldBeEmpty(output);
    }

    [Fact]
    public async Task Files_are_formatted() =>
        await Bicep.OnCopyAsync(async copy =>
        {
            var (exitCode, output) = await Bicep.RunAsync("format", "--pattern", $"{copy}/**/*.bicep");
            exitCode.ShouldBe(0, output);
            foreach (var file in Bicep.Files)
            {
                var formatted = await File.ReadAllTextAsync(Path.Combine(copy, Path.GetRelativePath(Bicep.PathOf(string.Empty), file)), TestContext.Current.CancellationToken);
                formatted.TrimEnd().ShouldBe((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).TrimEnd(), $"run bicep format {file}");
            }

            return exitCode;
        });

    [Fact]
    public async Task The_resources_are_these_and_no_others() =>
        (await Bicep.ResourcesAsync()).GroupBy(resource => (string)resource["type"]!, StringComparer.Ordinal).OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => $"{type.Key} {type.Count()}").ShouldBe(
        [
            "Microsoft.Authorization/locks 3",
            "Microsoft.Authorization/roleAssignments 5",
            "Microsoft.EventGrid/systemTopics 1",
            "Microsoft.EventGrid/systemTopics/eventSubscriptions 1",
            "Microsoft.Insights/actionGroups 1",
            "Microsoft.Insights/activityLogAlerts 1",
            "Microsoft.Insights/components 1",
            "Microsoft.Insights/diagnosticSettings 4",
            "Microsoft.Insights/scheduledQueryRules 1",
            "Microsoft.KeyVault/vaults 1",
            "Microsoft.KeyVault/vaults/secrets 5",
            "Microsoft.ManagedIdentity/userAssignedIdentities 1",
            "Microsoft.Network/networkSecurityGroups 1",
            "Microsoft.Network/privateDnsZones 1",
            "Microsoft.Network/privateDnsZones/virtualNetworkLinks 1",
            "Microsoft.Network/privateEndpoints 1",
            "Microsoft.Network/privateEndpoints/privateDnsZoneGroups 1",
            "Microsoft.Network/virtualNetworks 1",
            "Microsoft.OperationalInsights/workspaces 1",
            "Microsoft.Storage/storageAccounts 1",
            "Microsoft.Storage/storageAccounts/blobServices 1",
            "Microsoft.Storage/storageAccounts/blobServices/containers 1",
            "Microsoft.Storage/storageAccounts/tableServices 1",
            "Microsoft.Storage/storageAccounts/tableServices/tables 1",
            "Microsoft.Web/serverfarms 1",
            "Microsoft.Web/sites 1",
            "Microsoft.Web/sites/basicPublishingCredentialsPolicies 2",
            "Microsoft.Web/sites/config 1",
        ]);

    [Fact]
    public async Task The_function_runs_on_Flex_with_an_instance_ready_and_no_password_to_publish_with()
    {
        var resources = (await Snapshot.DefaultsAsync()).Resources;
        var app = Of(resources, "Microsoft.Web/sites").Single();

        Of(resources, "Microsoft.Web/serverfarms").Single()["sku"]!["name"]!.ToString().ShouldBe("FC1");
        app["properties"]!["httpsOnly"]!.GetValue<bool>().ShouldBeTrue();
        app["properties"]!["siteConfig"]!["minTlsVersion"]!.ToString().ShouldBe("1.2");
        app["properties"]!["siteConfig"]!["ftpsState"]!.ToString().ShouldBe("Disabled");
        app["properties"]!["functionAppConfig"]!["runtime"]!.ToJsonString().ShouldBe("""{"name":"dotnet-isolated","version":"10.0"}""");
        app["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]!.ToString().ShouldBe("UserAssignedIdentity");
        app["identity"]!["type"]!.ToString().ShouldBe("UserAssigned");
        Of(resources, "Microsoft.Web/sites/basicPublishingCredentialsPolicies").ShouldAllBe(policy => !policy["properties"]!["allow"]!.GetValue<bool>());
    }

    [Fact]
    public async Task No_key_opens_the_storage_the_workspace_or_the_telemetry()
    {
        var resources = await Bicep.ResourcesAsync();
        var storage = Of(resources, "Microsoft.Storage/storageAccounts").Single()["properties"]!;

        storage["allowSharedKeyAccess"]!.GetValue<bool>().ShouldBeFalse();
        storage["allowBlobPublicAccess"]!.GetValue<bool>().ShouldBeFalse();
        storage["supportsHttpsTrafficOnly"]!.GetValue<bool>().ShouldBeTrue();
        storage["minimumTlsVersion"]!.ToString().ShouldBe("TLS1_2");
        Of(resources, "Microsoft.Insights/components").Single()["properties"]!["DisableLocalAuth"]!.GetValue<bool>().ShouldBeTrue();
        Of(resources, "Microsoft.OperationalInsights/workspaces").Single()["properties"]!["features"]!["disableLocalAuth"]!.GetValue<bool>().ShouldBeTrue();
        resources.ShouldAllBe(resource => !resource.ToJsonString().Contains("listKeys", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_vault_knows_roles_alone_and_cannot_be_purged()
    {
        var vault = Of(await Bicep.ResourcesAsync(), "Microsoft.KeyVault/vaults").Single()["properties"]!;

        vault["enableRbacAuthorization"]!.GetValue<bool>().ShouldBeTrue();
        vault["enablePurgeProtection"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task No_welcome_page_tells_strangers_what_runs_there()
    {
        var settings = (await Snapshot.DefaultsAsync()).Settings();

        settings["AzureWebJobsDisableHomepage"]!.ToString().ShouldBe("true");
    }

    [Fact]
    public async Task The_host_keeps_its_keys_in_blobs_and_needs_no_right_to_write_into_the_vault()
    {
        var settings = (await Snapshot.DefaultsAsync()).Settings();

        settings["AzureWebJobsSecretStorageType"]!.ToString().ShouldBe("blob");
        settings.ShouldNotContain(setting => setting.Key.StartsWith("AzureWebJobsSecretStorageKeyVault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AWS_itself_is_asked_only_with_an_external_id()
    {
        var parameters = await File.ReadAllTextAsync(Bicep.PathOf("main.bicepparam"), TestContext.Current.CancellationToken);
        var template = await File.ReadAllTextAsync(Bicep.PathOf("main.bicep"), TestContext.Current.CancellationToken);

        parameters.ShouldContain("param readerExternalId = readEnvironmentVariable('ROOTWATCH_READER_EXTERNAL_ID', '')");
        template.ShouldContain("var reconcile = empty(readerExternalId) ? {} : { Reconcile__ExternalId: readerExternalId }");
        template.ShouldContain("      reconcile,\n");
    }

    [Fact]
    public async Task The_function_reads_the_vault_and_writes_one_secret_of_it_one_table_and_its_hosts_blobs() =>
        Roles(await Snapshot.AllOptionsAsync()).ShouldBe(
        [
            "3913510d-42f4-4e42-8a64-420c390055eb components", // Monitoring Metrics Publisher
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b storageAccounts", // Storage Blob Data Owner
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 tables/RootWatch", // Storage Table Data Contributor
            "4633458b-17de-408a-b874-0445c86b69e6 vaults", // Key Vault Secrets User
            "b86a8fe4-44ce-4948-aee5-eccb2c155cd7 secrets/teams-graph-token-cache", // Key Vault Secrets Officer
        ]);

    [Fact]
    public async Task Without_Graph_it_writes_no_secret_at_all() =>
        Roles(await Snapshot.DefaultsAsync()).ShouldNotContain(role => role.StartsWith("b86a8fe4", StringComparison.Ordinal));

    [Fact]
    public async Task Nobody_who_deploys_gets_a_role()
    {
        var assignments = Of(await Bicep.ResourcesAsync(), "Microsoft.Authorization/roleAssignments").ToList();

        assignments.ShouldAllBe(assignment => assignment["scope"] != null && assignment["properties"]!["principalId"]!.ToString() == "[parameters('principalId')]");
        (await File.ReadAllTextAsync(Bicep.PathOf("main.bicepparam"), TestContext.Current.CancellationToken)).ShouldNotContain("DEPLOYER");
    }

    [Fact]
    public void Alerts_ask_for_metrics_that_the_bridge_has()
    {
        var alerts = File.ReadAllText(Bicep.PathOf("modules/alerts.bicep"));
        var metrics = File.ReadAllText(Repository.PathOf("src/Bridge/Telemetry/BridgeMetrics.cs"));

        var asked = Metric().Matches(alerts).Select(match => match.Value).ToList();

        asked.ShouldBe(["\"rootwatch.heartbeats\"", "\"rootwatch.requests.failed\"", "\"rootwatch.delivery.due.oldest\"", "\"rootwatch.ledger.reachable\""]);
        asked.ShouldAllBe(metric => metrics.Contains(metric, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alerts_read_the_one_column_that_is_right_for_counters_and_gauges()
    {
        var queries = (await Snapshot.DefaultsAsync()).All("Microsoft.Insights/scheduledQueryRules").Select(rule => rule["properties"]!["criteria"]!["allOf"]![0]!["query"]!.ToString()).ToList();

        queries.Count.ShouldBe(4);
        queries.ShouldAllBe(query => query.Contains("Sum", StringComparison.Ordinal) && !query.Contains("Max", StringComparison.Ordinal) && !query.Contains("Min ", StringComparison.Ordinal));
        queries.ShouldContain(query => query.EndsWith("Sum / iff(ItemCount > 0, todouble(ItemCount), 1.0) < 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_variable_of_the_environment_that_a_deployer_may_set_is_read()
    {
        var read = Variable().Matches(File.ReadAllText(Bicep.PathOf("main.bicepparam"))).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();

        ((string[])
        [
            "LINK_KEY", "TEAMS_WORKFLOW_URL", "GRAPH_CLIENT_SECRET", "NEW_TOKEN_CACHE", "EVENTBRIDGE_SECRET", "EVENTBRIDGE_SECRET_ID", "EVENTBRIDGE_SECRET_EXPIRES",
            "MAXIMUM_INSTANCES", "MEMORY_MB", "ALWAYS_READY", "HEARTBEAT_MINUTES", "BASE_URL", "ZONE_REDUNDANT", "PRIVATE_NETWORK", "LOCK", "SITE_UPDATE_STRATEGY", "STORAGE_SKU", "LOG_RETENTION_DAYS",
        ]).ShouldBeSubsetOf(read);
    }

    [Fact]
    public async Task A_deployment_puts_out_what_the_hub_and_the_tool_need() =>
        (await Bicep.TemplateAsync())["outputs"]!.AsObject().Select(output => output.Key).ShouldBe(
            ["functionName", "functionId", "eventsUrl", "identityObjectId", "tenantId", "vaultName", "storageName", "tokenAudience"], ignoreOrder: true);

    [Fact]
    public void Every_parameter_is_described_and_every_module_is_local()
    {
        foreach (var file in Bicep.Files)
        {
            var text = File.ReadAllText(file);

            Described().Count(text).ShouldBe(Declared().Count(text), file);
            text.ShouldNotContain("'br:");
            text.ShouldNotContain("'br/");
            text.ShouldNotContain("'ts:");
        }
    }

    [Fact]
    public void Settings_are_ones_that_the_settings_page_lists()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/settings.md"));
        var settings = Setting().Matches(File.ReadAllText(Bicep.PathOf("main.bicep")) + File.ReadAllText(Bicep.PathOf("modules/function.bicep"))).Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        settings.Count.ShouldBeGreaterThan(10);
        settings.ShouldAllBe(setting => page.Contains($"`{setting}`", StringComparison.Ordinal));
    }

    // The role, and what it is on.
    private static IEnumerable<string> Roles(Snapshot all) =>
        all.All("Microsoft.Authorization/roleAssignments").Select(assignment =>
        {
            var scope = assignment["id"]!.ToString().Split("/providers/Microsoft.Authorization/", StringSplitOptions.None)[0].Split('/');
            return $"{assignment["properties"]!["roleDefinitionId"]!.ToString()[^36..]} {(scope.Length > 9 ? string.Join('/', scope[^2..]) : scope[^2])}";
        });

    private static IEnumerable<JsonObject> Of(IEnumerable<JsonObject> resources, string type) => resources.Where(resource => (string)resource["type"]! == type);

    [GeneratedRegex(@"\b(Warning|Error)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Complaint();

    [GeneratedRegex(@"readEnvironmentVariable\('ROOTWATCH_(?<name>[A-Z_0-9]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("\"rootwatch[.a-z]+\"", RegexOptions.None, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"^@description\(.*\)\n(@.*\n|  .*\n|\]\)\n)*(param|output) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Described();

    [GeneratedRegex("^(param|output) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex("(Ledger|Links|Heartbeat|Teams|Sns|Aws|Entra|Detection)__(SignWith|[A-Za-z]+(__[A-Za-z]+)?)(?=[:'])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();
}
