namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>A sign-in that has begun.</summary>
/// <param name="Url">What the person opens.</param>
/// <param name="Redirect">Where Entra sends the browser afterwards, with the code.</param>
/// <param name="State">What Entra must send back with it.</param>
/// <param name="Verifier">The PKCE secret that goes with the code.</param>
public sealed record SignInRequest(Uri Url, Uri Redirect, string State, string Verifier);
