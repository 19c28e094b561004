using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Posture;

namespace RootWatch.Bridge.Response;

/// <summary>Which steps AWS's account summary shows done.</summary>
internal static class PostureProof
{
    /// <summary>What AWS answered, as a sentence; null where it does not show that the step is done.</summary>
    /// <param name="step">The step's id.</param>
    /// <param name="posture">How root can sign in; null where AWS was never asked.</param>
    /// <param name="after">The end of the incident, UTC: an older answer shows nothing.</param>
    public static string? Of(string step, AccountPosture? posture, DateTimeOffset after) =>
        posture is { Posture: { } known, Asked: { } asked } && asked > after && StateOf(step, known) is { } state ? $"AWS answered at {Phrases.Utc(asked)}: {state}." : null;

    private static string? StateOf(string step, RootPosture known) =>
        step switch
        {
            "delete-root-keys" or "delete-root-keys-as-root" => known.HasAccessKeys is false ? "root has no access keys" : null,
            "delete-root-password" => known.HasPassword is false ? "root has no password" : null,
            "give-root-mfa" => known.HasMfa is true ? "root has an MFA device" : null,
            _ => null,
        };
}
