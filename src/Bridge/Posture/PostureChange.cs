namespace RootWatch.Bridge.Posture;

/// <summary>What became different about how root can sign in.</summary>
internal enum PostureChange
{
    KeysAppeared,
    PasswordAppeared,
    MfaGone,
    CertificatesAppeared,
    KeysGone,
    PasswordGone,
    MfaAppeared,
    CertificatesGone,
}
