using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>What a deployer may choose, and that nothing of it costs anything unless chosen.</summary>
public sealed class OptionTests
{
    [Fact]
    public async Task Forty_instances_of_2_GB_at_most_and_one_that_is_ready()
    {
        var scale = (await Snapshot.DefaultsAsync()).The("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;

        scale["maximumInstanceCount"]!.GetValue<int>().ShouldBe(40);
        scale["instanceMemoryMB"]!.GetValue<int>().ShouldBe(2048);
        scale["alwaysReady"]!.ToJsonString().ShouldBe("""[{"name":"http","instanceCount":1}]""");
    }

    [Fact]
    public async Task Instances_are_as_many_and_as_large_as_chosen()
    {
        var scale = (await Snapshot.AllOptionsAsync()).The("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;

        scale["maximumInstanceCount"]!.GetValue<int>().ShouldBe(80);
        scale["instanceMemoryMB"]!.GetValue<int>().ShouldBe(512);
        scale["alwaysReady"]!.ToJsonString().ShouldBe("""[{"name":"http","instanceCount":2}]""");
    }

    [Fact]
    public async Task By_default_there_is_no_network_no_lock_no_zones_and_no_preview()
    {
        var all = await Snapshot.DefaultsAsync();

        all.Resources.ShouldAllBe(resource => !resource["type"]!.ToString().StartsWith("Microsoft.Network/", StringComparison.Ordinal));
        all.All("Microsoft.Authorization/locks").ShouldBeEmpty();
        all.The("Microsoft.Web/serverfarms")["properties"]!["zoneRedundant"]!.GetValue<bool>().ShouldBeFalse();
        all.The("Microsoft.Web/sites")["properties"]!["virtualNetworkSubnetId"].ShouldBeNull();
        all.The("Microsoft.Web/sites").ToJsonString().ShouldNotContain("siteUpdateStrategy");
        Access(all).ShouldBe(["Enabled Allow", "Enabled Allow"]);
        all.The("Microsoft.Storage/storageAccounts")["sku"]!["name"]!.ToString().ShouldBe("Standard_ZRS");
        all.The("Microsoft.OperationalInsights/workspaces")["properties"]!["retentionInDays"]!.GetValue<int>().ShouldBe(90);
    }

    [Fact]
    public async Task With_a_private_network_storage_and_vault_answer_there_alone_and_the_function_calls_out_through_it()
    {
        var all = await Snapshot.AllOptionsAsync();
        var function = all.The("Microsoft.Network/virtualNetworks")["properties"]!["subnets"]![0]!;

        Access(all).ShouldBe(["Disabled Deny", "Disabled Deny"]);
        function["properties"]!["delegations"]![0]!["properties"]!["serviceName"]!.ToString().ShouldBe("Microsoft.App/environments");
        all.The("Microsoft.Web/sites")["properties"]!["virtualNetworkSubnetId"]!.ToString().ShouldEndWith($"/subnets/{function["name"]}");
        all.All("Microsoft.Network/privateEndpoints").Select(endpoint => endpoint["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"]![0]!.ToString()).ShouldBe(["blob", "table", "vault"]);
        all.All("Microsoft.Network/privateDnsZones").Count().ShouldBe(3);
        all.All("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Count().ShouldBe(3);
        all.All("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count().ShouldBe(3);
    }

    [Fact]
    public async Task The_function_waits_for_its_private_network() =>
        (await Bicep.TemplateAsync())["resources"]!["function"]!["dependsOn"]!.AsArray().Select(resource => (string)resource!).ShouldContain("network");

    [Fact]
    public async Task EventBridge_reaches_the_function_even_with_a_private_network() =>
        (await Snapshot.AllOptionsAsync()).The("Microsoft.Web/sites").ToJsonString().ShouldNotContain("publicNetworkAccess");

    [Fact]
    public async Task Locks_keep_the_identity_the_storage_and_the_vault_from_being_deleted()
    {
        var locks = (await Snapshot.AllOptionsAsync()).All("Microsoft.Authorization/locks").ToList();

        locks.ShouldAllBe(found => found["properties"]!["level"]!.ToString() == "CanNotDelete" && found["name"]!.ToString() == "rootwatch");
        locks.Select(found => found["id"]!.ToString().Split('/')[7]).ShouldBe(["userAssignedIdentities", "storageAccounts", "vaults"]);
    }

    [Fact]
    public async Task Zones_updates_replication_and_retention_are_as_chosen()
    {
        var all = await Snapshot.AllOptionsAsync();

        all.The("Microsoft.Web/serverfarms")["properties"]!["zoneRedundant"]!.GetValue<bool>().ShouldBeTrue();
        all.The("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["siteUpdateStrategy"]!["type"]!.ToString().ShouldBe("RollingUpdate");
        all.The("Microsoft.Storage/storageAccounts")["sku"]!["name"]!.ToString().ShouldBe("Standard_GZRS");
        all.The("Microsoft.OperationalInsights/workspaces")["properties"]!["retentionInDays"]!.GetValue<int>().ShouldBe(365);
    }

    [Fact]
    public async Task What_was_deleted_from_storage_can_be_had_back_for_a_week()
    {
        var blobs = (await Snapshot.DefaultsAsync()).The("Microsoft.Storage/storageAccounts/blobServices")["properties"]!;

        blobs["deleteRetentionPolicy"]!.ToJsonString().ShouldBe("""{"enabled":true,"days":7}""");
        blobs["containerDeleteRetentionPolicy"]!.ToJsonString().ShouldBe("""{"enabled":true,"days":7}""");
    }

    [Fact]
    public async Task The_links_in_messages_go_to_the_address_that_was_chosen()
    {
        (await Snapshot.AllOptionsAsync()).Settings()["Links__BaseUrl"]!.ToString().ShouldBe("https://rootwatch.example.com");
        (await Snapshot.DefaultsAsync()).Settings()["Links__BaseUrl"]!.ToString().ShouldContain("defaultHostName");
    }

    [Fact]
    public async Task A_setting_that_the_template_does_not_know_is_taken() =>
        (await Snapshot.AllOptionsAsync()).Settings()["Notifications__RunbookUrl"]!.ToString().ShouldBe("https://runbook.example.com");

    [Fact]
    public async Task A_setting_that_the_template_sets_fails_the_deployment_by_its_name()
    {
        var settings = new JsonObject { ["links__baseurl"] = "https://elsewhere.example.com", ["Heartbeat:PeriodMinutes"] = "15", ["Notifications__RunbookUrl"] = "https://runbook.example.com" };

        var refused = await Snapshot.RefusedAsync(new(StringComparer.Ordinal) { ["ROOTWATCH_SETTINGS"] = settings.ToJsonString() });

        refused.ShouldContain("ROOTWATCH_SETTINGS sets what the template sets: Heartbeat:PeriodMinutes, links__baseurl.");
    }

    [Theory]
    [InlineData(false, "5", "PT15M")]
    [InlineData(true, "30", "PT2H")]
    public async Task The_alert_on_missing_heartbeats_waits_three_periods_and_a_quarter_of_an_hour_at_least(bool chosen, string minutes, string window)
    {
        var all = await (chosen ? Snapshot.AllOptionsAsync() : Snapshot.DefaultsAsync());
        var alert = all.All("Microsoft.Insights/scheduledQueryRules").First();

        alert["name"]!.ToString().ShouldEndWith("heartbeat-absent");
        alert["properties"]!["windowSize"]!.ToString().ShouldBe(window);
        all.Settings()["Heartbeat__PeriodMinutes"]!.ToString().ShouldBe(minutes);
    }

    private static IEnumerable<string> Access(Snapshot all) =>
        ((string[])["Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"]).Select(type => all.The(type)["properties"]!)
            .Select(properties => $"{properties["publicNetworkAccess"]} {properties["networkAcls"]!["defaultAction"]}");
}
