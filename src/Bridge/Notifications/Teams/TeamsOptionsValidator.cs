using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Teams;

[OptionsValidator]
internal sealed partial class TeamsOptionsValidator : IValidateOptions<TeamsOptions>;
