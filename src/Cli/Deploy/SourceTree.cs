namespace RootWatch.Cli.Deploy;

/// <summary>The repository, which holds what is deployed.</summary>
internal sealed record SourceTree(string Root)
{
    private const string Mark = "RootWatch.slnx";

    public string BicepParameters => Path.Combine(Root, "infra", "bicep", "main.bicepparam");

    public string BicepTemplate => Path.Combine(Root, "infra", "bicep", "main.bicep");

    public string AwsTemplates => Path.Combine(Root, "infra", "aws-cloudformation");

    public string EntraRoles => Path.Combine(Root, "infra", "entra-roles.json");

    public string FunctionApp => Path.Combine(Root, "src", "FunctionApp");

    /// <summary>The repository around a folder, or around this program.</summary>
    /// <exception cref="DeploymentException">There is none.</exception>
    public static SourceTree Find(string folder) =>
        Around(folder) ?? Around(AppContext.BaseDirectory) ?? throw new DeploymentException($"This is not RootWatch's repository: {Mark} is in none of the folders above {folder}. Run it in a clone.");

    private static SourceTree? Around(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Mark)))
            {
                return new SourceTree(at.FullName);
            }
        }

        return null;
    }
}
