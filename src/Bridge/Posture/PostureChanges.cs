using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Posture;

/// <summary>Compares two looks at how root can sign in. What was not known before has not changed.</summary>
internal static class PostureChanges
{
    public static IReadOnlyList<PostureChange> Between(RootPosture? before, RootPosture now)
    {
        if (before is null)
        {
            return [];
        }

        List<PostureChange> changes = [];
        Add(before.HasAccessKeys, now.HasAccessKeys, PostureChange.KeysAppeared, PostureChange.KeysGone);
        Add(before.HasPassword, now.HasPassword, PostureChange.PasswordAppeared, PostureChange.PasswordGone);
        Add(before.HasSigningCertificates, now.HasSigningCertificates, PostureChange.CertificatesAppeared, PostureChange.CertificatesGone);

        // Where there is nothing to sign in with, there is nothing for a device to protect.
        if (CanSignIn(now))
        {
            Add(before.HasMfa, now.HasMfa, PostureChange.MfaAppeared, PostureChange.MfaGone);
        }

        return [.. changes.Order()];

        void Add(bool? was, bool? isNow, PostureChange appeared, PostureChange gone)
        {
            if (was is not null && isNow is not null && was != isNow)
            {
                changes.Add(isNow.Value ? appeared : gone);
            }
        }
    }

    /// <summary>Whether it makes root easier to take over.</summary>
    public static bool Weakens(PostureChange change) =>
        change is PostureChange.KeysAppeared or PostureChange.PasswordAppeared or PostureChange.MfaGone or PostureChange.CertificatesAppeared;

    /// <summary>Whether root has anything to sign in with, as far as is known.</summary>
    public static bool CanSignIn(RootPosture posture) => posture is not { HasPassword: false, HasAccessKeys: false };
}
