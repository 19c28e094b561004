using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Notifications;

/// <summary>Refuses to start where settings keep every channel off: one that is left would tell of the other.</summary>
internal sealed class UsableChannelValidator(IOptions<TeamsOptions> teams, IOptions<AwsOptions> aws) : IValidateOptions<SnsOptions>
{
    public ValidateOptionsResult Validate(string? name, SnsOptions options)
    {
        IReadOnlyList<UnusableSetting> ofSns = string.IsNullOrEmpty(options.TopicArn) ? [] : [.. ((ICheckedSettings)options).Unusable, .. ((ICheckedSettings)aws.Value).Unusable];
        IReadOnlyList<UnusableSetting> ofTeams = [.. ((ICheckedSettings)teams.Value).Unusable.Where(setting => setting.Off == TeamsOptions.Channel)];
        var isSnsLeft = !string.IsNullOrEmpty(options.TopicArn) && ofSns.All(setting => setting.Off == SnsOptions.AmazonQ);
        var isTeamsLeft = teams.Value.Via != TeamsVia.None && ofTeams.Count == 0;
        return isSnsLeft || isTeamsLeft || ofSns.Count + ofTeams.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"No channel can be used, so nobody would hear an alarm: {string.Join("; ", ofSns.Concat(ofTeams))}.");
    }
}
