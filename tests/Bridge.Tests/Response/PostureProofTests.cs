using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Response;

namespace RootWatch.Bridge.Tests.Response;

public sealed class PostureProofTests
{
    private static readonly DateTimeOffset End = TestData.Morning;
    private static readonly RootPosture Safe = new(HasAccessKeys: false, HasMfa: true, HasPassword: false, HasSigningCertificates: false);

    [Theory]
    [InlineData("delete-root-keys", "AWS answered at 2026-11-20 09:05:00 UTC: root has no access keys.")]
    [InlineData("delete-root-keys-as-root", "AWS answered at 2026-11-20 09:05:00 UTC: root has no access keys.")]
    [InlineData("delete-root-password", "AWS answered at 2026-11-20 09:05:00 UTC: root has no password.")]
    [InlineData("give-root-mfa", "AWS answered at 2026-11-20 09:05:00 UTC: root has an MFA device.")]
    public void What_AWS_answers_after_the_incident_shows_a_step_done(string step, string proof) =>
        PostureProof.Of(step, Answered(Safe), End).ShouldBe(proof);

    [Theory]
    [InlineData("delete-root-keys")]
    [InlineData("delete-root-keys-as-root")]
    [InlineData("delete-root-password")]
    [InlineData("give-root-mfa")]
    public void Nothing_else_does(string step)
    {
        PostureProof.Of(step, Answered(new RootPosture(HasAccessKeys: true, HasMfa: false, HasPassword: true, HasSigningCertificates: true)), End).ShouldBeNull("it is not done");
        PostureProof.Of(step, Answered(new RootPosture(null, null, null, null)), End).ShouldBeNull("AWS does not say");
        PostureProof.Of(step, Answered(Safe), End.AddMinutes(5)).ShouldBeNull("it was asked at the end, not after it");
        PostureProof.Of(step, Answered(Safe), End.AddMinutes(6)).ShouldBeNull("it was asked before the end");
        PostureProof.Of(step, new AccountPosture("111122223333") { Refusal = ReaderRefusal.RoleMissing }, End).ShouldBeNull("it never answered");
        PostureProof.Of(step, posture: null, End).ShouldBeNull("it was never asked");
    }

    [Theory]
    [InlineData("deny-root")]
    [InlineData("remove-root-mfa")]
    [InlineData("change-root-password")]
    public void A_step_that_the_summary_says_nothing_of_stays_open(string step) => PostureProof.Of(step, Answered(Safe), End).ShouldBeNull();

    private static AccountPosture Answered(RootPosture posture) => new AccountPosture("111122223333").Answered(posture, End.AddMinutes(5));
}
