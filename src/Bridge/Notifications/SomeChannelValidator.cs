using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;

namespace RootWatch.Bridge.Notifications;

/// <summary>Refuses to start an alarm that nobody would hear.</summary>
internal sealed class SomeChannelValidator(IOptions<TeamsOptions> teams) : IValidateOptions<SnsOptions>
{
    public ValidateOptionsResult Validate(string? name, SnsOptions options) =>
        string.IsNullOrEmpty(options.TopicArn) && teams.Value.Via == TeamsVia.None
            ? ValidateOptionsResult.Fail("No channel is configured, so nobody would hear an alarm. Set Sns:TopicArn, or Teams:Via to Workflow or Graph.")
            : ValidateOptionsResult.Success;
}
