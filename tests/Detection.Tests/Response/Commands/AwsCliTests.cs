using System.Diagnostics;
using System.Text.Json;

namespace RootWatch.Detection.Tests.Response.Commands;

/// <summary>The AWS CLI that is installed takes every command.</summary>
public sealed class AwsCliTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Every_command_and_parameter_exists_in_the_aws_cli()
    {
        var commands = EveryTemplate.Filled().Select(filled => JsonSerializer.Serialize(filled.Command.Words.Select(word => string.Concat(word.Parts.Select(part => part.Text))))).Distinct(StringComparer.Ordinal).ToList();

        var refused = await ParseAsync(commands);

        commands.Count.ShouldBeGreaterThan(100);
        refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_parameter_that_does_not_exist_would_be_seen() =>
        (await ParseAsync(["""["aws","iam","delete-user","--person","x"]""", """["aws","iam","delete-person"]""", """["aws","ec2","terminate-instances","--region","eu-west-1"]"""])).Split('\n').Length.ShouldBe(3);

    private static async Task<string> ParseAsync(IEnumerable<string> commands)
    {
        var python = Tool.Require("python3", "apt-get install python3");
        using var parser = Process.Start(new ProcessStartInfo(python, [Repository.PathOf("tests/Detection.Tests/Response/Commands/parse_commands.py")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (parser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), parser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        foreach (var command in commands)
        {
            await parser.StandardInput.WriteLineAsync(command);
        }

        parser.StandardInput.Close();
        await Task.WhenAll(said, wrong).WaitAsync(Patience, TimeProvider.System);
        await parser.WaitForExitAsync(TestContext.Current.CancellationToken);
        if ((await wrong).Contains("No module named 'awscli'", StringComparison.Ordinal))
        {
            Tool.Require("the AWS CLI for python3", "pip install awscli");
        }

        (await wrong).ShouldBeEmpty();
        return (await said).Trim();
    }
}
