using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;

namespace RootWatch.Bridge.Receipts;

/// <summary>Refuses to start where receipts are required, but could be neither asked for nor missed.</summary>
internal sealed class ReceiptsValidator(IOptions<TeamsOptions> teams, IOptions<LinkOptions> links) : IValidateOptions<SnsOptions>
{
    public ValidateOptionsResult Validate(string? name, SnsOptions options) =>
        teams.Value is not { Via: TeamsVia.Workflow, Workflow.ReceiptsRequired: true } ? ValidateOptionsResult.Success
        : string.IsNullOrEmpty(options.TopicArn) ? ValidateOptionsResult.Fail("Teams:Workflow:ReceiptsRequired is true, but an alert without a receipt has no other way: set Sns:TopicArn.")
        : links.Value.BaseUrl is null ? ValidateOptionsResult.Fail("Teams:Workflow:ReceiptsRequired is true, but a flow would not know where to report to: set Links:BaseUrl and Links:Keys.")
        : ValidateOptionsResult.Success;
}
