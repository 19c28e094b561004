namespace RootWatch.Cli.Deploy.Checks;

/// <summary>A bridge that was just deployed.</summary>
/// <param name="EventsUrl">Where events go.</param>
/// <param name="OperatorKey">The host key.</param>
/// <param name="FunctionId">The function app's resource id.</param>
/// <param name="IdentityObjectId">The managed identity's object id.</param>
/// <param name="Audience">Whom its tokens for AWS are for.</param>
internal sealed record DeployedBridge(string EventsUrl, string OperatorKey, string FunctionId, string IdentityObjectId, string Audience);
