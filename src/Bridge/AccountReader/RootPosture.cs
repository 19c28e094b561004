namespace RootWatch.Bridge.AccountReader;

/// <summary>How root of an account can sign in, as IAM's account summary says. What it does not say is null: unknown, and not false.</summary>
/// <param name="HasAccessKeys">Root has access keys.</param>
/// <param name="HasMfa">Root has an MFA device.</param>
/// <param name="HasPassword">Root has a password.</param>
/// <param name="HasSigningCertificates">Root has signing certificates.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html</remarks>
public sealed record RootPosture(bool? HasAccessKeys, bool? HasMfa, bool? HasPassword, bool? HasSigningCertificates);
