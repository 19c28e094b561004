using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Response;

namespace RootWatch.Detection.Tests.Response;

/// <summary>The script runs nothing that nobody asked for. A program that only writes down its words stands in for the AWS CLI.</summary>
public sealed class ResponseScriptTests : IDisposable
{
    private const string Key = "AKIAIOSFODNN7EXAM2LE";
    private const string WhoAmI = "sts get-caller-identity --region us-east-1 --query Account --output text";

    private readonly string _folder = Directory.CreateTempSubdirectory("response-").FullName;

    private static RootRecord KeyMade => Incident.Call("iam", "CreateAccessKey", new { userName = "bob" }, new { accessKey = new { accessKeyId = Key, userName = "bob" } });

    [Fact]
    public async Task By_itself_it_prints_the_steps_and_runs_nothing()
    {
        var (code, said, calls) = await RunAsync(Incident.PlanOf(KeyMade));

        code.ShouldBe(0);
        said.ShouldContain("deny-root (urgent): Deny root in the account. Who: the management account.");
        said.ShouldContain($"$ aws iam update-access-key --region us-east-1 --user-name bob --access-key-id {Key} --status Inactive");
        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_is_named_after_yes_runs_alone()
    {
        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade), "--yes", "deactivate-access-keys");

        code.ShouldBe(0);
        calls.ShouldBe([WhoAmI, $"iam update-access-key --region us-east-1 --user-name bob --access-key-id {Key} --status Inactive"]);
    }

    [Fact]
    public async Task A_command_gets_what_an_earlier_one_gave()
    {
        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade), "--yes", "deny-root");

        code.ShouldBe(0);
        calls[^1].ShouldBe($"organizations attach-policy --region us-east-1 --policy-id p-12345678 --target-id {TestData.Account}");
    }

    [Fact]
    public async Task Where_the_first_command_fails_those_that_need_its_answer_do_not_run()
    {
        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade), new Dictionary<string, string>(StringComparer.Ordinal) { ["FAILS"] = "create-policy" }, "--yes", "deny-root");

        code.ShouldBe(1);
        calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_a_root_session_no_command_falls_back_on_other_credentials()
    {
        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade), new Dictionary<string, string>(StringComparer.Ordinal) { ["FAILS"] = "assume-root" }, "--yes", "delete-root-password");

        code.ShouldBe(1);
        calls.ShouldHaveSingleItem().ShouldStartWith("sts assume-root");
    }

    [Fact]
    public async Task In_a_root_session_a_command_has_the_sessions_credentials()
    {
        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade), "--yes", "delete-root-password");

        code.ShouldBe(0);
        calls[^1].ShouldBe("ASIA1 secret token: iam delete-login-profile --region us-east-1");
    }

    [Fact]
    public async Task With_the_credentials_of_another_account_nothing_is_changed()
    {
        var (code, said, calls) = await RunAsync(Incident.PlanOf(KeyMade), new Dictionary<string, string>(StringComparer.Ordinal) { ["IS"] = "999988887777" }, "--yes", "deactivate-access-keys");

        code.ShouldBe(1);
        said.ShouldContain($"These credentials are of account 999988887777, and the step is for account {TestData.Account}.");
        calls.ShouldBe([WhoAmI]);
    }

    [Fact]
    public async Task A_placeholder_that_nobody_filled_in_ends_the_step()
    {
        var (code, said, calls) = await RunAsync(Incident.PlanOf(Incident.Call("iam", "CreateUser", new { userName = "$(reboot)" })), "--yes", "delete-identities");

        code.ShouldBe(1);
        said.ShouldContain("Fill in <user name> first");
        calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_fails_does_not_keep_the_next_one_from_running()
    {
        var other = Incident.Call("iam", "CreateAccessKey", new { userName = "eve" }, new { accessKey = new { accessKeyId = "AKIAIOSFODNN7EXAM3LE", userName = "eve" } });

        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade, other), new Dictionary<string, string>(StringComparer.Ordinal) { ["FAILS"] = "bob" }, "--yes", "deactivate-access-keys");

        code.ShouldBe(1);
        calls.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("--yes", "no-such-step")]
    [InlineData("--no", "")]
    public async Task What_it_does_not_know_is_an_error_and_runs_nothing(string option, string step)
    {
        var (code, _, calls) = await RunAsync(Incident.PlanOf(KeyMade), option, step);

        code.ShouldNotBe(0);
        calls.ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Code, string Said, List<string> Calls)> RunAsync(ResponsePlan plan, params string[] arguments) => RunAsync(plan, [], arguments);

    private async Task<(int Code, string Said, List<string> Calls)> RunAsync(ResponsePlan plan, Dictionary<string, string> environment, params string[] arguments)
    {
        var (aws, script, calls) = (Path.Combine(_folder, "aws"), Path.Combine(_folder, "plan.sh"), Path.Combine(_folder, "calls"));
        await File.WriteAllTextAsync(script, ResponseScript.Of(plan), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            aws,
            """
            #!/bin/sh
            case ${AWS_ACCESS_KEY_ID:-} in '') ;; *) printf '%s %s %s: ' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN" >>"$CALLS" ;; esac
            printf '%s\n' "$*" >>"$CALLS"
            case "$*" in *"$FAILS"*) exit 1 ;; esac
            case $2 in
              get-caller-identity) echo "$IS" ;;
              create-policy) echo p-12345678 ;;
              assume-root) printf 'ASIA1\tsecret\ttoken\n' ;;
            esac
            """,
            TestContext.Current.CancellationToken);
        await using (var chmod = Child.Start("chmod", ["+x", aws]))
        {
            (await chmod.ExitCodeAsync()).ShouldBe(0);
        }

        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}", ["CALLS"] = calls, ["IS"] = TestData.Account, ["FAILS"] = "nothing", ["AWS_ACCESS_KEY_ID"] = string.Empty };
        foreach (var (name, value) in environment)
        {
            all[name] = value;
        }

        await using var shell = Child.Start(Tool.Require("sh", "every POSIX system has one"), [script, .. arguments], all);
        var code = await shell.ExitCodeAsync();
        return (code, shell.Output, File.Exists(calls) ? [.. await File.ReadAllLinesAsync(calls, TestContext.Current.CancellationToken)] : []);
    }
}
