namespace RootWatch.Cli.Deploy.Programs;

/// <summary>The programs of this machine.</summary>
internal interface IPrograms
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="DeploymentException">The program is not installed.</exception>
    Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken);
}
