using RootWatch.Bridge.Posture;

namespace RootWatch.Cli.Coverage;

/// <summary>What a pipeline may fail on.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Fits">Whether an account's root user is so.</param>
internal sealed record PostureFinding(string Name, Func<AccountPosture, bool> Fits)
{
    public static IReadOnlyList<PostureFinding> All { get; } =
    [
        new("keys", static account => account.Posture?.HasAccessKeys is true),
        new("no-mfa", PostureSummary.IsWithoutMfa),
        new("password", static account => account.Posture?.HasPassword is true),
        new("certificates", static account => account.Posture?.HasSigningCertificates is true),
        new("unknown", static account => account.Posture is null || account.Refusal is not null),
    ];
}
