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
    public async Task Files_are_formatted()
    {
        foreach (var file in Directory.EnumerateFiles(Bicep.PathOf(string.Empty), "*.bicep", SearchOption.AllDirectories))
        {
            var (_, formatted) = await Bicep.RunAsync("format", file, "--stdout");

            formatted.TrimEnd().ShouldBe((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).TrimEnd(), $"run bicep format {file}");
        }
    }

    [Fact]
    public async Task The_resources_are_these_and_no_others()
    {
        var resources = await Bicep.ResourcesAsync();

        resources.Select(resource => (string)resource["type"]!).Order(StringComparer.Ordinal).ShouldBe(
        [
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Insights/actionGroups",
            "Microsoft.Insights/components",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.Insights/scheduledQueryRules",
            "Microsoft.KeyVault/vaults",
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            "Microsoft.OperationalInsights/workspaces",
            "Microsoft.Storage/storageAccounts",
            "Microsoft.Storage/storageAccounts/blobServices",
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            "Microsoft.Storage/storageAccounts/tableServices",
            "Microsoft.Storage/storageAccounts/tableServices/tables",
            "Microsoft.Web/serverfarms",
            "Microsoft.Web/sites",
            "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
            "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
            "Microsoft.Web/sites/config",
        ]);
    }

    [Fact]
    public async Task The_function_runs_on_Flex_with_an_instance_ready_and_no_password_to_publish_with()
    {
        var resources = await Bicep.ResourcesAsync();
        var app = Of(resources, "Microsoft.Web/sites").Single();

        Of(resources, "Microsoft.Web/serverfarms").Single()["sku"]!["name"]!.ToString().ShouldBe("FC1");
        app["properties"]!["httpsOnly"]!.GetValue<bool>().ShouldBeTrue();
        app["properties"]!["siteConfig"]!["minTlsVersion"]!.ToString().ShouldBe("1.2");
        app["properties"]!["siteConfig"]!["ftpsState"]!.ToString().ShouldBe("Disabled");
        app["properties"]!["functionAppConfig"]!["runtime"]!.ToJsonString().ShouldBe("""{"name":"dotnet-isolated","version":"10.0"}""");
        app["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.ToString().ShouldContain("http");
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
        var settings = Of(await Bicep.ResourcesAsync(), "Microsoft.Web/sites/config").Single(config => config["name"]!.ToString().Contains("appsettings", StringComparison.Ordinal));

        settings["properties"]!.ToString().ShouldContain("'AzureWebJobsDisableHomepage', 'true'");
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
    public async Task Roles_are_these_each_on_one_resource()
    {
        var assignments = Of(await Bicep.ResourcesAsync(), "Microsoft.Authorization/roleAssignments").ToList();
        var source = string.Concat(Directory.EnumerateFiles(Bicep.PathOf("modules"), "*.bicep").Select(File.ReadAllText));

        assignments.ShouldAllBe(assignment => assignment["scope"] != null);
        Role().Matches(source).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(
        [
            // Storage Table Data Contributor, Monitoring Metrics Publisher, Storage Blob Data Owner, Key Vault Secrets Officer.
            "'0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'",
            "'3913510d-42f4-4e42-8a64-420c390055eb'",
            "'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'",
            "'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'",
        ]);
    }

    [Fact]
    public void Alerts_ask_for_metrics_that_the_bridge_has()
    {
        var alerts = File.ReadAllText(Bicep.PathOf("modules/alerts.bicep"));
        var metrics = File.ReadAllText(Repository.PathOf("src/Bridge/Telemetry/BridgeMetrics.cs"));

        var asked = Metric().Matches(alerts).Select(match => match.Value).ToList();

        asked.ShouldBe(["\"rootwatch.heartbeats\"", "\"rootwatch.requests.failed\"", "\"rootwatch.delivery.due.oldest\"", "\"rootwatch.ledger.reachable\""]);
        asked.ShouldAllBe(metric => metrics.Contains(metric, StringComparison.Ordinal));
        alerts.ShouldContain("PT15M");
    }

    [Fact]
    public void Every_parameter_is_described_and_every_module_is_local()
    {
        foreach (var file in Directory.EnumerateFiles(Bicep.PathOf(string.Empty), "*.bicep", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);

            Described().Count(text).ShouldBe(Declared().Count(text), file);
            text.ShouldNotContain("'br:");
            text.ShouldNotContain("'br/");
            text.ShouldNotContain("'ts:");
        }
    }

    [Fact]
    public void Settings_are_ones_that_the_README_lists()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var settings = Setting().Matches(File.ReadAllText(Bicep.PathOf("main.bicep"))).Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        settings.Count.ShouldBeGreaterThan(10);
        settings.ShouldAllBe(setting => readme.Contains($"`{setting}`", StringComparison.Ordinal));
    }

    private static IEnumerable<JsonObject> Of(IEnumerable<JsonObject> resources, string type) => resources.Where(resource => (string)resource["type"]! == type);

    [GeneratedRegex(@"\b(Warning|Error)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Complaint();

    [GeneratedRegex("'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Role();

    [GeneratedRegex("\"rootwatch[.a-z]+\"", RegexOptions.None, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"^@description\(.*\)\n(@.*\n|  .*\n|\]\)\n)*(param|output) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Described();

    [GeneratedRegex("^(param|output) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex("(Ledger|Links|Heartbeat|Teams|Sns|Aws|Entra|Detection)__(SignWith|[A-Za-z]+(__[A-Za-z]+)?)(?=[:'])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();
}
