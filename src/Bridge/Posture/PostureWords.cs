using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Reconciliation;

namespace RootWatch.Bridge.Posture;

/// <summary>How root of an account can sign in, in a few words.</summary>
internal static class PostureWords
{
    /// <summary>What root can sign in with; why that is not known, where it is not.</summary>
    public static string Of(AccountPosture account) => account.Posture is { } posture ? Of(posture) : $"unknown: {Why(account)}";

    /// <summary>Why there was no answer when it was last asked; null where there was.</summary>
    public static string? Why(AccountPosture account) => account.Refusal is { } refusal ? RefusalWords.Of(refusal) : account.Reason;

    private static string Of(RootPosture posture)
    {
        string[] with =
        [
            .. Part(posture.HasAccessKeys, "access keys"),
            .. Part(posture.HasPassword, "a password"),
            .. Part(posture.HasSigningCertificates is true, "signing certificates"),
        ];
        return !PostureChanges.CanSignIn(posture) && with.Length == 0
            ? "nothing"
            : $"{string.Join(", ", with)}{posture.HasMfa switch { true => ", with MFA", false => ", without MFA", null => ", MFA unknown" }}";
    }

    private static string[] Part(bool? has, string what) => has switch { true => [what], null => [$"perhaps {what}"], false => [] };
}
