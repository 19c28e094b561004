using System.Text.Json.Serialization;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.CloudTrail;

/// <summary>What the request asks for, as far as its meaning hangs on it.</summary>
/// <param name="TargetUser">The user that an IAM or Identity Center call is about; null where it names none, which for IAM means root itself.</param>
/// <param name="Status">The state that is asked for: Active or Inactive of an access key.</param>
/// <param name="MfaDelete">Enabled or Disabled, of a bucket's MFA delete.</param>
/// <param name="Instances">How many machines are asked for, or named where they are started or ended; 0 where none are.</param>
/// <param name="InstanceType">Which type of machine, of several the costliest; null where none is named.</param>
/// <param name="NamesRootWatch">Some name or tag in the request is RootWatch's own.</param>
/// <param name="TaskPolicy">The task policy that <c>sts:AssumeRoot</c> asks for, without its path.</param>
/// <param name="IssuedKey">The access key that <c>sts:AssumeRoot</c> issued.</param>
/// <param name="LetsIn">Whom from outside the account it lets in: by a policy, an access list, a share. Nobody where it takes away.</param>
/// <param name="OpensNetwork">It lets every address in: a security group's rule for 0.0.0.0/0, a database that is publicly accessible.</param>
/// <param name="Protection">Whether it weakens or strengthens what protects or records.</param>
/// <param name="Removes">It only takes away from a list or a permission, and adds nothing.</param>
/// <param name="AllowsEverything">A policy in it allows every action on every resource without condition, and denies nothing.</param>
/// <param name="ScaledToZero">What runs already is to run on no machine at all.</param>
/// <param name="Months">For how many months it binds; 0 where for none.</param>
/// <param name="Money">The largest amount of money that it names, in whatever currency; null where it names none.</param>
/// <param name="TargetDevice">The MFA device that the call is about: its serial number or name.</param>
/// <param name="Denies">A policy in it denies without condition, and allows nothing.</param>
/// <param name="AsksForHigherLimit">It is a support case about limits.</param>
/// <param name="OpenedRegion">The region that it enables for the account.</param>
public sealed record RequestFacts(
    string? TargetUser = null,
    string? Status = null,
    string? MfaDelete = null,
    int Instances = 0,
    string? InstanceType = null,
    bool NamesRootWatch = false,
    string? TaskPolicy = null,
    string? IssuedKey = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] LetsIn LetsIn = LetsIn.Nobody,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OpensNetwork = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ProtectionChange Protection = ProtectionChange.None,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Removes = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AllowsEverything = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ScaledToZero = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Months = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] decimal? Money = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? TargetDevice = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Denies = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AsksForHigherLimit = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? OpenedRegion = null)
{
    /// <summary>Anybody at all is let in. Ledgers of before know only this of <see cref="LetsIn"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public bool OpensToPublic
    {
        get => LetsIn == LetsIn.Everybody;
        init => LetsIn = value ? LetsIn.Everybody : LetsIn;
    }

    /// <summary>A block on public access is switched off. Ledgers of before know only this of <see cref="Protection"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public bool LiftsPublicAccessBlock
    {
        get => Protection == ProtectionChange.Weakened;
        init => Protection = value ? ProtectionChange.Weakened : Protection;
    }

    /// <summary>Whether the machines have accelerators, such as GPUs.</summary>
    [JsonIgnore]
    public bool AsksForAccelerators => InstanceType is not null && MachineType.IsAccelerated(InstanceType);
}
