using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>A cloud says no, with the text that its program writes.</summary>
internal sealed class Refusal(string error, int exitCode = 1) : Exception(error)
{
    public ProgramResult Result => new(exitCode, string.Empty, Message);
}
