using System.CommandLine;

namespace RootWatch.Cli.Aws;

/// <summary>Which accounts and regions a command goes over.</summary>
internal sealed class OrganizationOptions
{
    public OrganizationOptions()
    {
        LeftOut.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string[]>()?.FirstOrDefault(region => Partition.GlobalRegions.Contains(region, StringComparer.Ordinal)) is { } needed)
            {
                result.AddError($"{needed} cannot be left out: root's sign-ins are recorded there.");
            }
        });
    }

    public Option<string?> HubRegion { get; } = new("--hub-region") { Description = "The hub's region." };

    public Option<string?> SpokeRole { get; } = new("--spoke-role")
    {
        Description = "A role to assume in every other account of the organization, such as OrganizationAccountAccessRole. Default: the hub's account alone.",
    };

    public Option<string[]> LeftOut { get; } = new("--except")
    {
        Description = "Regions that have no spokes on purpose. Default: every region that is enabled in an account must have one.",
        AllowMultipleArgumentsPerToken = true,
    };
}
