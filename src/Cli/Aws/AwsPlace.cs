namespace RootWatch.Cli.Aws;

/// <summary>An account's region.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
internal sealed record AwsPlace(string Account, string Region)
{
    public override string ToString() => $"{Account}/{Region}";
}
