using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Infrastructure.Tests.Deploy;

/// <summary>Programs as processes.</summary>
public sealed class InstalledProgramsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_gets_its_arguments_as_they_are()
    {
        var result = await RunAsync("printf '%s|' \"$@\"", "a b", "$HOME", "it's", "\"quoted\"", "&|;<>", "");

        result.ShouldBe(new ProgramResult(0, "a b|$HOME|it's|\"quoted\"|&|;<>||", string.Empty));
    }

    [Fact]
    public async Task It_reads_its_input_and_says_how_it_ended()
    {
        var result = await new InstalledPrograms().RunAsync(new ProgramCall("sh", "-c", "cat; echo oh >&2; exit 3") { Input = "the secret" }, Cancellation);

        result.ShouldBe(new ProgramResult(3, "the secret", "oh\n"));
    }

    [Fact]
    public async Task An_input_as_a_file_can_be_read_too() =>
        (await new InstalledPrograms().RunAsync(new ProgramCall("sh", "-c", "cat \"${1#file://}\"", "sh", ProgramCall.InputFile) { Input = "[\"A=b\"]" }, Cancellation)).Output.ShouldBe("[\"A=b\"]");

    [Fact]
    public async Task A_program_that_reads_no_input_is_no_failure() =>
        (await new InstalledPrograms().RunAsync(new ProgramCall("true") { Input = new string('x', 1_000_000) }, Cancellation)).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Much_on_both_streams_is_read_to_the_end()
    {
        var result = await RunAsync("head -c 300000 /dev/zero | tr '\\0' e >&2; head -c 300000 /dev/zero | tr '\\0' o");

        (result.Output.Length, result.Error.Length).ShouldBe((300_000, 300_000));
    }

    [Fact]
    public async Task Only_the_settings_of_the_call_reach_it()
    {
        Environment.SetEnvironmentVariable("ROOTWATCH_STRAY_OF_A_TEST", "stray");
        try
        {
            var result = await new InstalledPrograms().RunAsync(
                new ProgramCall("sh", "-c", "echo \"${ROOTWATCH_STRAY_OF_A_TEST-none} $ROOTWATCH_LOCATION\"") { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOTWATCH_LOCATION"] = "westeurope" } },
                Cancellation);

            result.Output.ShouldBe("none westeurope\n");
        }
        finally
        {
            Environment.SetEnvironmentVariable("ROOTWATCH_STRAY_OF_A_TEST", null);
        }
    }

    [Fact]
    public async Task A_program_that_is_missing_is_named() =>
        (await Should.ThrowAsync<DeploymentException>(() => new InstalledPrograms().RunAsync(new ProgramCall("no-such-program"), Cancellation))).Message.ShouldStartWith("no-such-program cannot be started");

    [Fact]
    public async Task A_program_ends_with_whoever_called_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;
        try
        {
            var started = Path.Combine(folder, "started");
            var run = new InstalledPrograms().RunAsync(new ProgramCall("sh", "-c", $"mkfifo {folder}/never; echo > {started}; cat {folder}/never"), stop.Token);
            while (!File.Exists(started) && !run.IsCompleted)
            {
                await Task.Yield();
            }

            await stop.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(() => run);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void On_Windows_the_Azure_CLIs_own_Python_is_started_and_no_batch_file()
    {
        string[] there = [Path.Combine("C", "az", "az.cmd"), Path.Combine("C", "az", "..", "python.exe")];

        var (file, arguments) = ProgramLocation.OfAzureCli($"B;{Path.Combine("C", "az")}", path => there.Contains(path, StringComparer.Ordinal));

        file.ShouldBe(there[1]);
        arguments.ShouldBe(["-IBm", "azure.cli"]);
        Should.Throw<DeploymentException>(() => ProgramLocation.OfAzureCli("B", _ => false));
    }

    private static Task<ProgramResult> RunAsync(string script, params string[] arguments) => new InstalledPrograms().RunAsync(new ProgramCall("sh", ["-c", script, "sh", .. arguments]), Cancellation);
}
