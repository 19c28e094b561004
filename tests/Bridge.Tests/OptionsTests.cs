using Microsoft.Extensions.Options;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Notifications.Teams.Workflows;
using RootWatch.Bridge.Receipts;
using RootWatch.Bridge.Settings;
using RootWatch.Bridge.Storage.AzureTables;
using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("arn:aws:sns:eu-central-1:111122223333:root-use", true)]
    [InlineData("arn:aws-cn:sns:cn-north-1:111122223333:root-use.fifo", true)]
    [InlineData("", true)]
    [InlineData("root-use", false)]
    [InlineData("arn:aws:sqs:eu-central-1:111122223333:root-use", false)]
    public void The_topic_must_be_an_SNS_topics_ARN(string arn, bool isRight)
    {
        var result = new SnsOptionsValidator().Validate(name: null, new SnsOptions { TopicArn = arn });

        result.Succeeded.ShouldBe(isRight);
        if (!isRight)
        {
            result.FailureMessage!.ShouldContain($"Sns:TopicArn is \"{arn}\"");
        }
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-central-1:111122223333:q", true)]
    [InlineData("arn:aws:sns:us-east-1:111122223333:q", false)]
    [InlineData("arn:aws:sns:eu-central-1:111122223333:q.fifo", false)]
    [InlineData("q", false)]
    public void Amazon_Qs_topic_stands_beside_the_other_and_is_not_FIFO(string arn, bool isRight)
    {
        var validator = new SnsOptionsValidator();

        validator.Validate(name: null, new SnsOptions { TopicArn = "arn:aws:sns:eu-central-1:111122223333:root-use", AmazonQTopicArn = arn }).Succeeded.ShouldBe(isRight);
        validator.Validate(name: null, new SnsOptions { AmazonQTopicArn = arn }).FailureMessage!.ShouldContain($"Sns:AmazonQTopicArn is \"{arn}\"");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_000, true)]
    [InlineData(10_000, true)]
    [InlineData(-1, false)]
    [InlineData(10_001, false)]
    public void Spokes_have_at_most_10_000_series(int limit, bool isRight) =>
        new TelemetryOptionsValidator().Validate(name: null, new TelemetryOptions { MaxSpokes = limit })
            .FailureMessage.ShouldBe(isRight ? null : $"Telemetry:MaxSpokes is {limit}; it must be between 0 and 10000.");

    [Theory]
    [InlineData(TeamsVia.Workflow, "Kim", "kim@example.com", true)]
    [InlineData(TeamsVia.Graph, "Kim", "33333333-3333-4333-8333-333333333333", true)]
    [InlineData(TeamsVia.Graph, "Kim", "kim@example.com", false)]
    [InlineData(TeamsVia.Workflow, "<b>Kim</b>", "kim@example.com", false)]
    [InlineData(TeamsVia.Workflow, "Kim", "", false)]
    public void Who_is_on_call_has_a_plain_name_and_an_id_that_the_channel_takes(TeamsVia via, string name, string id, bool isRight)
    {
        var options = new TeamsOptions { Via = via, OnCall = [new OnCallPerson { Name = name, Id = id }] };

        new TeamsOptionsValidator().Validate(name: null, options).FailureMessage?.Contains("Teams:OnCall", StringComparison.Ordinal).ShouldBe(!isRight);
    }

    [Fact]
    public void A_runbook_is_an_https_page_and_a_name_belongs_to_12_digits()
    {
        new NotificationOptionsValidator().Validate(name: null, new NotificationOptions { RunbookUrl = new Uri("http://wiki.example") }).FailureMessage!.ShouldContain("Notifications:RunbookUrl is");
        new AccountOptionsValidator().Validate(name: null, new AccountOptions { Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["prod"] = "1" } }).FailureMessage!.ShouldContain("Accounts:Names has \"prod\"");
    }

    [Fact]
    public void Role_and_audience_belong_together()
    {
        var validator = new AwsOptionsValidator();

        validator.Validate(name: null, new AwsOptions()).Succeeded.ShouldBeTrue();
        validator.Validate(name: null, new AwsOptions { RoleArn = "arn:aws:iam::111122223333:role/r", TokenAudience = "api://x" }).Succeeded.ShouldBeTrue();
        validator.Validate(name: null, new AwsOptions { RoleArn = "arn:aws:iam::111122223333:role/r" }).FailureMessage!.ShouldContain("Aws:TokenAudience");
    }

    [Theory]
    [InlineData(true, "arn:aws:sns:eu-central-1:111122223333:root-use", "https://rootwatch.example", null)]
    [InlineData(true, null, "https://rootwatch.example", "Sns:TopicArn")]
    [InlineData(true, "arn:aws:sns:eu-central-1:111122223333:root-use", null, "Links:BaseUrl")]
    [InlineData(false, null, null, null)]
    public void Receipts_need_an_address_to_report_to_and_another_way(bool areRequired, string? topic, string? address, string? complaint)
    {
        var teams = new TeamsOptions { Via = TeamsVia.Workflow, Workflow = new WorkflowOptions { ReceiptsRequired = areRequired } };
        var validator = new ReceiptsValidator(Options.Create(teams), Options.Create(new LinkOptions { BaseUrl = address is null ? null : new Uri(address) }));

        var result = validator.Validate(name: null, new SnsOptions { TopicArn = topic });

        result.Succeeded.ShouldBe(complaint is null);
        (result.FailureMessage ?? string.Empty).ShouldContain(complaint ?? string.Empty);
    }

    [Theory]
    [InlineData("https://x.environment.api.powerplatform.com/workflows/1?sig=SECRET", null)]
    [InlineData("http://127.0.0.1:5000/?sig=SECRET", null)]
    [InlineData("https://x.webhook.office.com/webhookb2/SECRET", "retired")]
    [InlineData("https://prod-1.westeurope.logic.azure.com/workflows/SECRET", "2025-11-30")]
    [InlineData("http://x.environment.api.powerplatform.com/?sig=SECRET", "https://")]
    [InlineData("/SECRET", "missing or no absolute URL")]
    [InlineData("https://[broken?sig=SECRET", "missing or no absolute URL")]
    [InlineData("https://default1.8f.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=SECRET", null)]
    [InlineData("https://x.environment.api.gov.powerplatform.microsoft.us/workflows/1?sig=SECRET", null)]
    [InlineData("https://x.environment.api.powerplatform.com/workflows/SECRET?api-version=1", "has no sig=")]
    [InlineData("https://x.environment.api.powerplatform.com/workflows/SECRET?api-version=1&sig=", "has no sig=")]
    [InlineData("https://x.environment.api.powerplatform.com/workflows/1?api-version=1&amp;sig=SECRET", "&amp;")]
    [InlineData("https://make.powerautomate.com/environments/SECRET/flows/1/details", "is a page's (make.powerautomate.com)")]
    [InlineData("https://make.powerautomate.com/environments/SECRET/flows/1?sig=1", "is a page's (make.powerautomate.com)")]
    [InlineData("https://teams.microsoft.com/l/channel/19%3ASECRET%40thread.tacv2/Alerts?groupId=1", "is a page's (teams.microsoft.com)")]
    [InlineData("https://teams.cloud.microsoft/l/channel/SECRET", "is a page's (teams.cloud.microsoft)")]
    [InlineData("https://wiki.example/SECRET", "has no sig=")]
    public void The_workflow_URL_is_checked_and_never_repeated(string url, string? complaint)
    {
        var options = new TeamsOptions { Via = TeamsVia.Workflow, Workflow = new WorkflowOptions { Url = url } };

        var result = new TeamsOptionsValidator().Validate(name: null, options);

        result.Succeeded.ShouldBe(complaint is null);
        if (complaint is not null)
        {
            result.FailureMessage!.ShouldContain(complaint);
            result.FailureMessage!.ShouldNotContain("SECRET", Case.Sensitive);
        }
    }

    [Theory]
    [InlineData("http://graph.example", "https://login.microsoftonline.com", "Teams:Graph:BaseUrl")]
    [InlineData("https://graph.microsoft.com/v1.0", "http://login.example", "Teams:Graph:LoginUrl")]
    [InlineData("/v1.0", "https://login.microsoftonline.com", "Teams:Graph:BaseUrl")]
    [InlineData("http://127.0.0.1:5000/v1.0", "http://localhost:5000", null)]
    public void Tokens_go_to_https_addresses_alone(string graphUrl, string loginUrl, string? complaint)
    {
        var graph = new GraphOptions
        {
            TenantId = "t", ClientId = "c", ClientSecret = "s", TeamId = "t", ChannelId = "c", TokenCachePath = "p",
            BaseUrl = new Uri(graphUrl, UriKind.RelativeOrAbsolute), LoginUrl = new Uri(loginUrl),
        };

        var result = new TeamsOptionsValidator().Validate(name: null, new TeamsOptions { Via = TeamsVia.Graph, Graph = graph });

        result.Succeeded.ShouldBe(complaint is null);
        (result.FailureMessage ?? string.Empty).ShouldContain(complaint is null ? string.Empty : $"{complaint} is");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<the webhook's URL>")]
    [InlineData("@Microsoft.KeyVault(VaultName=v;SecretName=teams-workflow-url)")]
    [InlineData(" @microsoft.keyvault(SecretUri=https://v.vault.azure.net/secrets/teams-workflow-url)")]
    public void A_secret_that_is_not_there_is_not_wrong_in_itself(string? value)
    {
        var workflow = new TeamsOptions { Via = TeamsVia.Workflow, Workflow = new WorkflowOptions { Url = value } };
        var graph = new TeamsOptions { Via = TeamsVia.Graph, Graph = new GraphOptions { TenantId = "t", ClientId = "c", ClientSecret = value, TeamId = "t", ChannelId = "c", TokenCachePath = "p" } };
        var links = new LinkOptions { BaseUrl = new Uri("https://rootwatch.example"), Keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = value! } };

        new TeamsOptionsValidator().Validate(name: null, workflow).Succeeded.ShouldBeTrue();
        new TeamsOptionsValidator().Validate(name: null, graph).Succeeded.ShouldBeTrue();
        new LinkOptionsValidator().Validate(name: null, links).Succeeded.ShouldBeTrue();
        new ICheckedSettings[] { workflow, graph, links }.SelectMany(settings => settings.Unusable).Select(setting => $"{setting.Name} {setting.Off}")
            .ShouldBe(["Teams:Workflow:Url teams", "Teams:Graph:ClientSecret teams", "Links:Keys:a links"]);
    }

    [Fact]
    public void What_is_no_secret_may_be_an_unresolved_reference_and_then_the_part_that_needs_it_is_off()
    {
        const string Reference = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";
        var sns = new SnsOptions { TopicArn = Reference, AmazonQTopicArn = Reference };
        var aws = new AwsOptions { RoleArn = Reference, TokenAudience = "api://x" };
        var entra = new EntraOptions { TenantId = Reference, Audience = "api://x", SignInClientId = "client" };
        var databases = new GeoLite2Options { CountryPath = Reference };
        var detection = new DetectionOptions { PolicyPath = Reference };
        var ledger = new LedgerOptions { ConnectionString = Reference };

        new SnsOptionsValidator().Validate(name: null, sns).Succeeded.ShouldBeTrue();
        new AwsOptionsValidator().Validate(name: null, aws).Succeeded.ShouldBeTrue();
        new EntraOptionsValidator().Validate(name: null, entra).Succeeded.ShouldBeTrue();
        new GeoLite2OptionsValidator().Validate(name: null, databases).Succeeded.ShouldBeTrue();
        new DetectionOptionsValidator().Validate(name: null, detection).Succeeded.ShouldBeTrue();
        new LedgerOptionsValidator().Validate(name: null, ledger).Succeeded.ShouldBeTrue();
        new ICheckedSettings[] { sns, aws, entra, databases, detection, ledger }.SelectMany(settings => settings.Unusable).Select(setting => setting.Name)
            .ShouldBe(["Sns:TopicArn", "Sns:AmazonQTopicArn", "Aws:RoleArn", "Entra:TenantId", "GeoLite2:CountryPath", "Detection:PolicyPath", "Ledger:ConnectionString"]);
        entra.SignInTo.ShouldBeNull("nobody signs in to a tenant that is not known");
    }

    [Fact]
    public void A_placeholder_in_what_is_no_secret_is_wrong_in_itself()
    {
        var graph = new GraphOptions { TenantId = "<tenant>", ClientId = "c", ClientSecret = "s", TeamId = "t", ChannelId = "c", TokenCachePath = "p" };

        new TeamsOptionsValidator().Validate(name: null, new TeamsOptions { Via = TeamsVia.Graph, Graph = graph }).FailureMessage!.ShouldContain("Teams:Graph:TenantId is a placeholder");
        new EntraOptionsValidator().Validate(name: null, new EntraOptions { TenantId = "<tenant>", Audience = "api://x" }).FailureMessage!.ShouldContain("Entra:TenantId is a placeholder");
        new AwsOptionsValidator().Validate(name: null, new AwsOptions { RoleArn = "arn:aws:iam::111122223333:role/r", TokenAudience = "<audience>" }).FailureMessage!.ShouldContain("Aws:TokenAudience is a placeholder");
        new SnsOptionsValidator().Validate(name: null, new SnsOptions { TopicArn = "<topic>" }).FailureMessage!.ShouldContain("Sns:TopicArn is");
    }

    [Fact]
    public void Settings_that_keep_every_channel_off_do_not_start()
    {
        var off = new TeamsOptions { Via = TeamsVia.Workflow, Workflow = new WorkflowOptions { Url = "@Microsoft.KeyVault(VaultName=v;SecretName=s)" } };
        var topic = new SnsOptions { TopicArn = "arn:aws:sns:eu-central-1:111122223333:root-use" };
        var role = new AwsOptions { RoleArn = "@Microsoft.KeyVault(VaultName=v;SecretName=r)", TokenAudience = "api://x" };

        Of(off, new AwsOptions()).Validate(name: null, new SnsOptions()).FailureMessage!.ShouldContain("Teams:Workflow:Url is a Key Vault reference that was not resolved");
        Of(off, role).Validate(name: null, topic).FailureMessage!.ShouldContain("Aws:RoleArn is a Key Vault reference");
        Of(off, new AwsOptions()).Validate(name: null, topic).Succeeded.ShouldBeTrue();
        Of(new TeamsOptions(), new AwsOptions()).Validate(name: null, topic).Succeeded.ShouldBeTrue();

        static UsableChannelValidator Of(TeamsOptions teams, AwsOptions aws) => new(Options.Create(teams), Options.Create(aws));
    }

    [Fact]
    public void Graph_names_every_setting_that_is_missing()
    {
        var options = new TeamsOptions { Via = TeamsVia.Graph, Graph = new GraphOptions { TenantId = "t", ClientSecret = "SECRET" } };

        var message = new TeamsOptionsValidator().Validate(name: null, options).FailureMessage!;

        foreach (var setting in new[] { "ClientId", "TeamId", "ChannelId", "TokenCachePath" })
        {
            message.ShouldContain($"Teams:Graph:{setting} is empty");
        }

        message.ShouldNotContain("SECRET", Case.Sensitive);
    }

    [Theory]
    [InlineData("https://vault.vault.azure.net/secrets/tokens", true)]
    [InlineData("https://vault.vault.azure.net/keys", false)]
    public void Graph_takes_a_vaults_secret_for_the_file(string secret, bool isGood)
    {
        var graph = new GraphOptions { TenantId = "t", ClientId = "c", ClientSecret = "s", TeamId = "t", ChannelId = "c", TokenCacheSecret = new Uri(secret) };

        new TeamsOptionsValidator().Validate(name: null, new TeamsOptions { Via = TeamsVia.Graph, Graph = graph }).Succeeded.ShouldBe(isGood);
    }

    [Fact]
    public void Settings_of_a_way_that_is_not_chosen_do_not_matter() =>
        new TeamsOptionsValidator().Validate(name: null, new TeamsOptions()).Succeeded.ShouldBeTrue();

    [Fact]
    public void An_alarm_that_nobody_would_hear_does_not_start()
    {
        var nobody = new SomeChannelValidator(Options.Create(new TeamsOptions()));
        var teams = new SomeChannelValidator(Options.Create(new TeamsOptions { Via = TeamsVia.Workflow }));

        nobody.Validate(name: null, new SnsOptions()).FailureMessage!.ShouldContain("Sns:TopicArn");
        nobody.Validate(name: null, new SnsOptions { TopicArn = "arn" }).Succeeded.ShouldBeTrue();
        teams.Validate(name: null, new SnsOptions()).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("policy.sample.json", null)]
    [InlineData("", null)]
    [InlineData("no-such-file.json", "Could not find file")]
    [InlineData("package.json", "package.json, line 2, $.name: There is no such setting.")]
    public void The_policy_must_be_one_and_the_place_is_named_where_it_is_not(string file, string? problem)
    {
        var path = file.Length == 0 ? file : Repository.PathOf(file);

        var result = new DetectionOptionsValidator().Validate(name: null, new DetectionOptions { PolicyPath = path });

        result.Succeeded.ShouldBe(problem is null);
        if (problem is not null)
        {
            result.FailureMessage!.ShouldContain($"Detection:PolicyPath is \"{path}\", which cannot be used: ");
            result.FailureMessage!.ShouldContain(problem);
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("package.json", false)]
    [InlineData("no-such-file.json", false)]
    public void The_profiles_must_be_what_scan_wrote(string file, bool isRight) =>
        new DetectionOptionsValidator().Validate(name: null, new DetectionOptions { ProfilesPath = file.Length == 0 ? file : Repository.PathOf(file) }).Succeeded.ShouldBe(isRight);
}
