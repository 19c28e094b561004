using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications;

[OptionsValidator]
internal sealed partial class NotificationOptionsValidator : IValidateOptions<NotificationOptions>;
