namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>What must be true of every deployment that is done, and of every moment on the way.</summary>
internal static class WholeDeployment
{
    /// <summary>EventBridge never holds a key that the function does not take, once it holds one.</summary>
    public static void HubKeyIsGood(Clouds clouds)
    {
        if (clouds.Aws.Hub is { Status: not "REVIEW_IN_PROGRESS" } hub && hub.Parameters.GetValueOrDefault("Authorization") is "ApiKey")
        {
            clouds.Azure.EventsKeys.Values.Concat(clouds.Azure.HostKeys.Values).ShouldContain(hub.Parameters["FunctionKey"]);
        }
    }

    /// <summary>The function's settings name no secret that is missing or off.</summary>
    public static void ShouldBeWhole(this Rig rig, string where)
    {
        var last = rig.Azure.Deployments[^1];
        var links = last["ROOTWATCH_LINK_KEYS"].Split(',');
        links.ShouldAllBe(id => rig.Azure.Secrets.ContainsKey($"link-key-{id}") && rig.Azure.Secrets[$"link-key-{id}"].IsEnabled, where);
        rig.Azure.Deployment!["properties"]!["outputs"].ShouldNotBeNull(where);
        rig.Azure.Published.ShouldBeGreaterThan(0, where);
        rig.Azure.HostKeys.ShouldContainKey("operator", where);
        rig.Azure.HostKeys.Keys.ShouldNotContain(name => name.StartsWith("eventbridge", StringComparison.Ordinal), where);
        rig.Entra.Applications.Count(application => (string?)application["displayName"] is "rootwatch").ShouldBe(1, where);
        rig.Entra.Principals.Count.ShouldBe(rig.Entra.Applications.Count, where);
        HubShouldBeWhole(rig, last, where);
        foreach (var ((account, region, name), stack) in rig.Aws.Stacks)
        {
            stack.Status.ShouldEndWith("_COMPLETE", Case.Sensitive, $"{account} {region} {name}: {where}");
            stack.IsProtected.ShouldBeTrue($"{account} {region} {name}: {where}");
        }

        foreach (var region in rig.Aws.Regions)
        {
            rig.Aws.Stacks.ShouldContainKey((StandInAws.HubAccount, region, "rootwatch-spoke"), where);
        }

        rig.Checks.Verified[^1].OperatorKey.ShouldBe(rig.Azure.HostKeys["operator"], where);
    }

    private static void HubShouldBeWhole(Rig rig, IReadOnlyDictionary<string, string> variables, string where)
    {
        var hub = rig.Aws.Hub.ShouldNotBeNull(where);
        hub.Parameters["BridgeAudience"].ShouldBe(variables["ROOTWATCH_TOKEN_AUDIENCE"], where);
        if (hub.Parameters["Authorization"] is "ApiKey")
        {
            hub.Parameters["FunctionKey"].ShouldBe(rig.Azure.EventsKeys.ShouldHaveSingleItem(where).Value, where);
            return;
        }

        var sender = rig.Entra.Applications.Single(application => (string?)application["displayName"] is "rootwatch-eventbridge");
        var credential = sender["passwordCredentials"]!.AsArray().ShouldHaveSingleItem(where)!;
        hub.Tags["rootwatch-client-secret"].ShouldBe((string?)credential["keyId"], where);
        rig.Azure.Secrets["eventbridge-client-secret"].ShouldSatisfyAllConditions(
            secret => secret.ContentType.ShouldBe((string?)credential["keyId"], where),
            secret => secret.Value.ShouldBe(hub.Parameters["OAuthClientSecret"], where),
            secret => secret.Expires.ShouldBeGreaterThan(0, where));
        rig.Entra.Assignments.ShouldHaveSingleItem(where);
    }
}
