namespace RootWatch.Bridge.Notifications;

/// <summary>What came of all attempts together.</summary>
/// <param name="Outcome">The last attempt's outcome.</param>
/// <param name="MayHaveBeenSent">Some attempt ended without telling whether it arrived.</param>
internal sealed record SendResult(SendOutcome Outcome, bool MayHaveBeenSent);
