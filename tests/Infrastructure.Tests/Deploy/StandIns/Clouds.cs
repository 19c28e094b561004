using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>az, aws and dotnet, and the clouds behind them. One call may go wrong.</summary>
internal sealed class Clouds : IPrograms
{
    public const string WorkflowUrl = "https://x.environment.api.powerplatform.com/workflows/1?sig=THE-SECRET-OF-TEAMS";

    public Clouds()
    {
        Entra = new StandInEntra();
        Azure = new StandInAzure(Entra, Time);
    }

    public SkippedTime Time { get; } = new();

    public StandInEntra Entra { get; }

    public StandInAzure Azure { get; }

    public StandInAws Aws { get; } = new();

    public List<ProgramCall> Calls { get; } = [];

    /// <summary>The call that goes wrong; null for none.</summary>
    public Fault? Fault { get; set; }

    /// <summary>What must hold after every call.</summary>
    public Action<Clouds> Invariant { get; set; } = static _ => { };

    /// <summary>The commands that change something.</summary>
    public IReadOnlyList<string> Changes => [.. Calls.Where(IsChange).Select(call => call.ToString())];

    public Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        var isFaulty = Fault?.Call == Calls.Count;
        Calls.Add(call);
        if (isFaulty && !Fault!.IsDone)
        {
            return Task.FromResult(new ProgramResult(1, string.Empty, "ERROR: the connection was reset"));
        }

        var result = Answer(call);
        Invariant(this);
        return Task.FromResult(isFaulty ? new ProgramResult(1, string.Empty, "ERROR: the connection was reset") : result);
    }

    private ProgramResult Answer(ProgramCall call)
    {
        try
        {
            return call.Program switch
            {
                "az" => new ProgramResult(0, Azure.Answer(call) ?? string.Empty, string.Empty),
                "aws" => Aws.Answer(call),
                "dotnet" => Build(call),
                _ => throw new InvalidOperationException(call.ToString()),
            };
        }
        catch (Refusal refusal)
        {
            return refusal.Result;
        }
    }

    private static ProgramResult Build(ProgramCall call)
    {
        var folder = new Arguments(call.Arguments)["--output"];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "host.json"), "{}");
        return new ProgramResult(0, string.Empty, string.Empty);
    }

    private static bool IsChange(ProgramCall call)
    {
        var arguments = new Arguments(call.Arguments);
        return call.Program switch
        {
            "dotnet" => true,
            "az" => arguments.Command switch
            {
                "rest" => arguments["--method"] is not "get",
                var command => !command.EndsWith(" show", StringComparison.Ordinal) && !command.EndsWith(" list", StringComparison.Ordinal) && !command.EndsWith(" exists", StringComparison.Ordinal)
                    && !command.EndsWith(" what-if", StringComparison.Ordinal) && !command.EndsWith(" list-deleted", StringComparison.Ordinal),
            },
            _ => arguments.Command is not ("sts get-caller-identity" or "ec2 describe-regions" or "sqs list-queues" or "sqs get-queue-attributes" or "cloudformation describe-stacks" or "cloudformation describe-change-set")
                && !arguments.Command.StartsWith("cloudformation wait", StringComparison.Ordinal),
        };
    }
}
