using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>A CloudFormation stack of ours.</summary>
internal sealed class Stack(AwsApi aws, string region, string name)
{
    /// <summary>Whether nobody can delete it by a slip.</summary>
    /// <exception cref="AwsApiException">CloudFormation refused, or cannot be reached.</exception>
    public async Task<Check> ProtectionAsync(string where, CancellationToken cancellationToken)
    {
        const string Check = "termination-protection";
        try
        {
            var answer = await aws.QueryAsync("cloudformation", region, "2010-05-15", "DescribeStacks", [("StackName", name)], cancellationToken);
            var isOn = answer.Descendants("EnableTerminationProtection").FirstOrDefault()?.Value is "true";
            return Verify.Check.Of(
                Check, where, isOn, $"of the stack {name} is {(isOn ? "on" : "off")}", $"aws cloudformation update-termination-protection --enable-termination-protection --stack-name {name} --region {region}");
        }
        catch (AwsApiException failure) when (failure.Code is "ValidationError")
        {
            return Verify.Check.Skipped(Check, where, $"there is no stack of the name {name}");
        }
    }
}
