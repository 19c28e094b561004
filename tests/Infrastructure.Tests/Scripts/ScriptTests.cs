namespace RootWatch.Infrastructure.Tests.Scripts;

/// <summary>The scripts, with stand-ins for az, aws and dotnet that remember what they were told.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string WebhookUrl = "https://x.environment.api.powerplatform.com/workflows/1?sig=THE-SECRET-OF-TEAMS";
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;

    public ScriptTests()
    {
        Directory.CreateDirectory(StatePath(string.Empty));
        foreach (var tool in new[] { "az", "aws", "dotnet", "zip" })
        {
            File.Copy(Repository.PathOf("tests/Infrastructure.Tests/Scripts/tool.sh"), Path.Combine(_folder, tool));
        }

        File.WriteAllText(
            Path.Combine(_folder, "deploy.env"),
            """
            ROOTWATCH_RESOURCE_GROUP=rg-rootwatch
            ROOTWATCH_LOCATION=westeurope
            ROOTWATCH_HUB_REGION=eu-central-1
            ROOTWATCH_ORGANIZATION_ID=o-a1b2c3d4e5
            ROOTWATCH_TEAMS_VIA=Workflow
            ROOTWATCH_OPERATIONS_EMAIL=operations@example.com
            ROOTWATCH_EXCEPT_REGIONS=me-south-1,ap-east-1
            ROOTWATCH_ALERT_EMAIL='o"brien@example.com'
            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("infra/deploy.sh")]
    [InlineData("infra/rotate-key.sh")]
    [InlineData("infra/lib.sh")]
    [InlineData("test")]
    [InlineData(".ci/run")]
    [InlineData("chaos")]
    [InlineData("bench")]
    [InlineData("mutation-test")]
    public async Task Scripts_are_clean(string script)
    {
        var shellcheck = Tool.Require("shellcheck", "apt-get install shellcheck");

        await using var check = Child.Start(shellcheck, ["--external-sources", "--shell", "bash", script], folder: Repository.Root);

        (await check.ExitCodeAsync()).ShouldBe(0, check.Output);
    }

    [Fact]
    public async Task Deploying_goes_through_both_clouds_and_ends_with_a_look_at_all()
    {
        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        Steps().ShouldBe(
        [
            "az ad app create", "az ad sp create", "az ad app update", "az group create", "az deployment group create", "az keyvault secret set link-key-a", "az keyvault secret set teams-workflow-url",
            "dotnet publish", "zip", "az functionapp deployment source config-zip", "az functionapp keys set",
            "aws cloudformation deploy rootwatch-hub eu-central-1", "aws cloudformation update-termination-protection rootwatch-hub eu-central-1",
            "aws cloudformation deploy rootwatch-spoke us-east-1", "aws cloudformation update-termination-protection rootwatch-spoke us-east-1",
            "aws cloudformation deploy rootwatch-spoke eu-central-1", "aws cloudformation update-termination-protection rootwatch-spoke eu-central-1",
            "aws cloudformation deploy rootwatch-spoke eu-west-1", "aws cloudformation update-termination-protection rootwatch-spoke eu-west-1",
            "dotnet run redrive", "dotnet run verify",
        ]);
        State("inputs").ShouldContain("\"FunctionUrl=https://func-rootwatch.azurewebsites.net/api/events\",\"FunctionKey=THE-SECRET-OF-eventbridge\"");
        State("inputs").ShouldContain("\"BridgeObjectId=33333333-4444-4555-8666-777777777777\",\"BridgeAudience=api://0f0f0f0f-1111-4222-8333-444444444444\"");
        State("inputs").ShouldContain("\"AlertEmail=o\\\"brien@example.com\"");
        State("inputs").ShouldContain(WebhookUrl);
        State("bicep").ShouldBe("arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts arn:aws:iam::111122223333:role/rootwatch-bridge api://0f0f0f0f-1111-4222-8333-444444444444 false a\n");
        State("verified").ShouldBe("THE-SECRET-OF-eventbridge\n");
        State("redriven").ShouldBe("THE-SECRET-OF-eventbridge\n");
        State("arguments").ShouldContain("-- verify --to https://func-rootwatch.azurewebsites.net/api/events --hub-region eu-central-1 --except me-south-1 ap-east-1 --identity");
    }

    [Fact]
    public async Task Without_a_mail_address_for_operations_nothing_is_deployed()
    {
        await AddAsync("ROOTWATCH_OPERATIONS_EMAIL=");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(1);
        output.ShouldContain("ROOTWATCH_OPERATIONS_EMAIL is empty: nobody would be told");
        File.Exists(StatePath("arguments")).ShouldBeFalse();
    }

    [Fact]
    public async Task Regions_that_the_settings_name_are_taken_in_place_of_all()
    {
        await AddAsync("ROOTWATCH_OTHER_REGIONS=us-east-1,sa-east-1");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        Steps().Where(step => step.StartsWith("aws cloudformation deploy rootwatch-spoke", StringComparison.Ordinal)).ShouldBe(["aws cloudformation deploy rootwatch-spoke us-east-1", "aws cloudformation deploy rootwatch-spoke sa-east-1"]);
        State("arguments").ShouldNotContain("describe-regions");
    }

    [Fact]
    public async Task Where_AWS_does_not_say_which_regions_there_are_no_spokes_are_deployed()
    {
        await File.WriteAllTextAsync(StatePath("regions-fail"), string.Empty, TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldNotBe(0, output);
        Steps().ShouldNotContain(step => step.Contains("rootwatch-spoke", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_a_second_bus_and_a_role_go_where_they_belong()
    {
        await AddAsync("ROOTWATCH_KMS_KEY_ARN=arn:aws:kms:eu-central-1:111122223333:key/1", "ROOTWATCH_SPOKE_KMS_KEY=alias/queues", "ROOTWATCH_SECOND_BUS_ARN=arn:aws:events:eu-west-1:444455556666:event-bus/rootwatch-direct", "ROOTWATCH_SPOKE_ROLE=OrganizationAccountAccessRole");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        State("inputs").ShouldContain("\"KmsKeyArn=arn:aws:kms:eu-central-1:111122223333:key/1\"");
        State("inputs").ShouldContain("\"SecondBusArn=arn:aws:events:eu-west-1:444455556666:event-bus/rootwatch-direct\",\"KmsKeyId=alias/queues\"");
        State("arguments").ShouldContain("-- redrive --to https://func-rootwatch.azurewebsites.net/api/events --hub-region eu-central-1 --spoke-role OrganizationAccountAccessRole");
    }

    [Fact]
    public async Task With_an_external_id_hub_spokes_and_function_ask_AWS_itself()
    {
        await AddAsync("ROOTWATCH_READER_EXTERNAL_ID=3f1c5b1e", "ROOTWATCH_UNITS=r-ab12", "ROOTWATCH_MANAGEMENT_PROFILE=management");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        State("inputs").ShouldContain("\"AskAccounts=true\"");
        State("inputs").Split("\"ReaderExternalId=3f1c5b1e\",\"BridgeRoleArn=arn:aws:iam::111122223333:role/rootwatch-bridge\"]").Length.ShouldBe(1 + 4);
        State("reader").ShouldBe("3f1c5b1e\n");
    }

    [Fact]
    public async Task Without_an_external_id_nobody_asks_AWS_and_a_role_that_was_there_goes()
    {
        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        State("inputs").ShouldContain("\"AskAccounts=false\"");
        State("inputs").ShouldContain("\"ReaderExternalId=\"");
        State("reader").ShouldBe("none\n");
    }

    [Fact]
    public async Task What_cannot_be_redriven_does_not_keep_the_deployment_from_looking()
    {
        await File.WriteAllTextAsync(StatePath("redrive-fails"), string.Empty, TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("deploy.sh");
        var (alone, why) = await RunAsync("deploy.sh", "--only", "redrive");

        exitCode.ShouldBe(0, output);
        State("verified").ShouldNotBeEmpty();
        alone.ShouldBe(1);
        why.ShouldContain("Not every queue is empty");
    }

    [Fact]
    public async Task Deploying_again_makes_nothing_twice()
    {
        await RunAsync("deploy.sh");
        File.Delete(StatePath("arguments"));

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        Steps().ShouldNotContain(step => step.Contains("ad app create", StringComparison.Ordinal) || step.Contains("secret set", StringComparison.Ordinal) || step.Contains("keys set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_an_organization_a_StackSet_goes_out_by_the_management_accounts_profile()
    {
        await AddAsync("ROOTWATCH_UNITS=r-ab12", "ROOTWATCH_MANAGEMENT_PROFILE=management");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        Steps().ShouldContain("aws cloudformation deploy rootwatch-organization us-east-1");
        Steps().Count(step => step == "aws cloudformation deploy rootwatch-spoke us-east-1").ShouldBe(1);
        State("inputs").ShouldContain("\"OrganizationalUnitIds=r-ab12\",\"OtherRegions=eu-central-1,eu-west-1\"");
    }

    [Fact]
    public async Task Where_the_units_leave_the_hubs_account_out_it_gets_spokes_of_its_own()
    {
        await AddAsync("ROOTWATCH_UNITS=r-ab12", "ROOTWATCH_MANAGEMENT_PROFILE=management", "ROOTWATCH_HUB_SPOKES=true");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        Steps().Count(step => step == "aws cloudformation deploy rootwatch-spoke us-east-1").ShouldBe(2);
    }

    [Fact]
    public async Task With_OAuth_EventBridge_gets_a_registration_a_role_and_a_secret_of_its_own_once()
    {
        await AddAsync("ROOTWATCH_AUTHORIZATION=OAuth");
        await RunAsync("deploy.sh");
        File.Delete(StatePath("inputs"));

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        State("inputs").ShouldContain("\"Authorization=OAuth\",\"FunctionUrl=https://func-rootwatch.azurewebsites.net/api/entra/events\"");
        State("inputs").ShouldContain("\"OAuthClientId=5e5e5e5e-1111-4222-8333-444444444444\",\"OAuthClientSecret=THE-SECRET-OF-THE-SENDER\",\"OAuthScope=api://0f0f0f0f-1111-4222-8333-444444444444/.default\"");
        State("arguments").ShouldNotContain("THE-SECRET");
        output.ShouldNotContain("THE-SECRET");
        State("arguments").Split('\n').Count(line => line.StartsWith("az rest --method POST", StringComparison.Ordinal)).ShouldBe(1);
        State("arguments").Split('\n').Count(line => line.StartsWith("az ad app credential reset", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Rotating_the_link_key_leaves_all_other_settings_as_they_are()
    {
        await AddAsync("ROOTWATCH_AUTHORIZATION=OAuth");
        await RunAsync("deploy.sh");
        await RunAsync("rotate-key.sh", "link");

        var deployments = State("bicep").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(' ')]).ToList();

        deployments.Count.ShouldBe(2);
        deployments[1].ShouldBe(deployments[0]);
        deployments[1].ShouldEndWith(" true");
    }

    [Fact]
    public async Task A_policy_is_checked_and_goes_into_the_package()
    {
        await AddAsync($"ROOTWATCH_POLICY={Repository.PathOf("policy.sample.json")}");

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(0, output);
        State("arguments").ShouldContain($"policy check {Repository.PathOf("policy.sample.json")}");
        State("package").ShouldContain("policy.json");
    }

    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("rotate-key.sh", "function")]
    [InlineData("rotate-key.sh", "link")]
    public async Task No_secret_is_shown_or_stands_in_an_argument_or_stays_in_a_file(string script, params string[] arguments)
    {
        await RunAsync("deploy.sh");
        var before = Directory.GetFiles(Path.GetTempPath(), "tmp.*").Length;

        var (_, output) = await RunAsync(script, arguments);

        output.ShouldNotContain("THE-SECRET");
        State("arguments").ShouldNotContain("THE-SECRET");
        Directory.GetFiles(Path.GetTempPath(), "tmp.*").Length.ShouldBe(before);
    }

    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("rotate-key.sh", "function")]
    [InlineData("rotate-key.sh", "link")]
    [InlineData("rotate-key.sh", "link", "--finish")]
    public async Task A_dry_run_calls_nothing(string script, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(script, [.. arguments, "--dry-run"]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("+ az ");
        File.Exists(StatePath("arguments")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("rotate-key.sh")]
    public async Task Help_is_given_and_nonsense_refused(string script)
    {
        (await RunAsync(script, "--help")).ShouldSatisfyAllConditions(help => help.ExitCode.ShouldBe(0), help => help.Output.ShouldStartWith("Usage: "));
        (await RunAsync(script, "--nonsense")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Settings_that_are_missing_are_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "deploy.env"), "ROOTWATCH_RESOURCE_GROUP=rg\nROOTWATCH_LOCATION=x\n", TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("deploy.sh");

        exitCode.ShouldBe(1);
        output.ShouldContain("ROOTWATCH_HUB_REGION is empty");
    }

    [Fact]
    public async Task The_old_function_key_goes_only_after_a_test_with_the_new_one()
    {
        await RunAsync("deploy.sh");
        File.Delete(StatePath("verified"));

        var (exitCode, output) = await RunAsync("rotate-key.sh", "function");

        exitCode.ShouldBe(0, output);
        Keys().ShouldHaveSingleItem().ShouldStartWith("key-eventbridge-2");
        var verified = State("verified").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        verified.Length.ShouldBe(2);
        verified.ShouldAllBe(key => key.StartsWith("THE-SECRET-OF-eventbridge-2", StringComparison.Ordinal));
        State("inputs").ShouldContain($"[\"FunctionKey={verified[0]}\"]");
    }

    [Fact]
    public async Task The_old_function_key_stays_where_the_test_fails()
    {
        await RunAsync("deploy.sh");
        await File.WriteAllTextAsync(StatePath("verify-fails"), string.Empty, TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("rotate-key.sh", "function");

        exitCode.ShouldBe(1);
        output.ShouldContain("The old key stays");
        Keys().Length.ShouldBe(2);
    }

    [Fact]
    public async Task Old_link_keys_stay_good_until_their_links_have_expired()
    {
        await RunAsync("deploy.sh");
        await RunAsync("rotate-key.sh", "link");
        var both = State("bicep").Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ')[^1];

        var (tooEarly, why) = await RunAsync("rotate-key.sh", ["link", "--finish"], ("CREATED", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)));
        var (exitCode, output) = await RunAsync("rotate-key.sh", "link", "--finish");

        both.Split(',').Length.ShouldBe(2);
        tooEarly.ShouldBe(1, why);
        why.ShouldContain("Come back then");
        exitCode.ShouldBe(0, output);
        State("bicep").Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ')[^1].ShouldBe(both.Split(',')[0]);
        Directory.GetFiles(StatePath(string.Empty), "secret-link-key-*").ShouldHaveSingleItem().ShouldEndWith($"secret-link-key-{both.Split(',')[0]}");
    }

    private Task AddAsync(params string[] settings) => File.AppendAllLinesAsync(Path.Combine(_folder, "deploy.env"), settings.Prepend(string.Empty), TestContext.Current.CancellationToken);

    private Task<(int ExitCode, string Output)> RunAsync(string script, params string[] arguments) => RunAsync(script, arguments, []);

    private async Task<(int ExitCode, string Output)> RunAsync(string script, string[] arguments, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["STATE"] = StatePath(string.Empty),
            ["ROOTWATCH_TEAMS_WORKFLOW_URL"] = WebhookUrl,
            ["ROOTWATCH_PATIENCE"] = "0",
        };
        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        await using var run = Child.Start("bash", [Repository.PathOf($"infra/{script}"), "--env", Path.Combine(_folder, "deploy.env"), .. arguments], environment);
        return (await run.ExitCodeAsync(), run.Output);
    }

    // What changes something, without what it was told.
    private IEnumerable<string> Steps() =>
        from line in State("arguments").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        where !line.Contains(" list ", StringComparison.Ordinal)
        where new[] { "create", "update", " set ", "publish", "zip", "deploy ", "dotnet run" }.Any(word => line.Contains(word, StringComparison.Ordinal))
        select line.Split(" --")[0].Replace(" -qr", string.Empty, StringComparison.Ordinal) is var step && step.StartsWith("zip", StringComparison.Ordinal) ? "zip"
            : step is "az keyvault secret set" ? $"{step} {Option(line, "name")}"
            : step is "aws cloudformation deploy" or "aws cloudformation update-termination-protection" ? $"{step} {Option(line, "stack-name")} {Option(line, "region")}"
            : step is "dotnet run" ? $"{step} {line.Split(" -- ")[1].Split(' ')[0]}"
            : step.StartsWith("dotnet publish", StringComparison.Ordinal) ? "dotnet publish"
            : step;

    private static string Option(string line, string name) => line.Split($"--{name} ")[1].Split(' ')[0];

    private string[] Keys() => [.. Directory.GetFiles(StatePath(string.Empty), "key-*").Select(file => Path.GetFileName(file))];

    private string StatePath(string file) => Path.Combine(_folder, "state", file);

    private string State(string file) => File.ReadAllText(StatePath(file));
}
