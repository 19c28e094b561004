using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response.Commands;

/// <summary>What the slots of a template are filled with. Every value has been checked for its form, or is a placeholder.</summary>
/// <param name="Account">The account; null where it is not known.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Until">The time of the incident's last record; null where none is known.</param>
/// <param name="Targets">The targets; none for a command that is about the whole account.</param>
internal sealed record CommandSlots(string? Account, string Partition, DateTimeOffset? Until, IReadOnlyList<AffectedResource> Targets)
{
    /// <summary>The region in which a partition's global services are called.</summary>
    public static string HomeRegion(string partition) =>
        partition is "aws-cn" ? "cn-northwest-1" : AwsPartition.GlobalRegionOf(partition);

    /// <summary>The part that stands for a slot. A slot of several ids gives the first.</summary>
    /// <exception cref="ArgumentException">There is no such slot.</exception>
    public CommandPart Of(string slot) =>
        slot switch
        {
            "account" => Known(Account) ?? Missing(CommandPlaceholders.Of("account id")),
            "partition" => new CommandPart(Partition),
            "home" => new CommandPart(HomeRegion(Partition)),
            "until" => Known(Until?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)) ?? Missing(new CommandPlaceholder("<time>", "The time at which you run it, in UTC, as in 2026-11-20T08:00:00Z.")),
            "region" => Known(Targets[0].Region) ?? Missing(CommandPlaceholders.Of("region")),
            "id" or "ids" => IdOf(Targets[0]),
            "owner" => Known(Targets[0].Owner) ?? Missing(Facts.Owner!),
            "instance" => InstanceOf(Targets[0].Owner),
            "detail" => Known(Targets[0].Detail) ?? Missing(Facts.Detail!),
            _ => throw new ArgumentException($"There is no slot @{slot}.", nameof(slot)),
        };

    public CommandPart IdOf(AffectedResource target) => Known(target.Id) ?? Missing(new CommandPlaceholder($"<{Facts.Placeholder}>", Facts.Where));

    private KindFacts Facts => ResourceKinds.Of(Targets[0].Kind);

    // arn:aws:sso:::permissionSet/ssoins-1/ps-2 is of arn:aws:sso:::instance/ssoins-1.
    private CommandPart InstanceOf(string? permissionSet) =>
        permissionSet?.Split('/') is [_, var instance, _] ? new CommandPart($"arn:{Partition}:sso:::instance/{instance}") : Missing(new CommandPlaceholder("<Identity Center instance ARN>", "aws sso-admin list-instances shows it."));

    private static CommandPart? Known(string? value) => value is null ? null : new CommandPart(value);

    private CommandPart Missing(OwnerFacts owner) => Missing(new CommandPlaceholder($"<{owner.Placeholder}>", Facts.Where));

    private static CommandPart Missing(CommandPlaceholder placeholder) => new(placeholder.Text, Placeholder: placeholder);
}
