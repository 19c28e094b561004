using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.Activities;

/// <summary>Root may replace an MFA device: it enables another one first, in good standing.</summary>
public sealed class MfaReplacedTests
{
    private const string Old = "arn:aws:iam::111122223333:mfa/root-account-mfa-device";
    private const string New = "arn:aws:iam::111122223333:mfa/new-phone";
    private static readonly DateTimeOffset Now = A.Morning;

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_device_that_is_removed_after_another_was_enabled_is_replaced(int daysLater)
    {
        var later = Now.AddDays(daysLater);
        var history = A.History(A.SignIn(Now), Enable(Now.AddMinutes(1), Now), A.SignIn(later.AddMinutes(2)), Remove("DeactivateMFADevice", later.AddMinutes(3), later));

        var deleted = A.After(history, Remove("DeleteVirtualMFADevice", later.AddMinutes(4), later));

        history.Observations[^1].Finding.Act.Id.ShouldBe("mfa-replaced");
        deleted.Act.Id.ShouldBe("mfa-replaced");
        deleted.Assessment.ShouldBe(Assessment.Unusual);
        deleted.Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public void Without_another_device_it_is_removed() =>
        A.After(A.History(A.SignIn(Now)), Remove("DeactivateMFADevice", Now.AddMinutes(1), Now)).Act.Id.ShouldBe("mfa-removed");

    [Fact]
    public void A_device_that_was_removed_itself_replaces_none() =>
        A.After(A.History(A.SignIn(Now), Enable(Now.AddMinutes(1), Now), Remove("DeactivateMFADevice", Now.AddMinutes(2), Now, New)), Remove("DeactivateMFADevice", Now.AddMinutes(3), Now)).Act.Id.ShouldBe("mfa-removed");

    [Fact]
    public void The_new_device_itself_is_not_replaced_by_itself() =>
        A.After(A.History(A.SignIn(Now), Enable(Now.AddMinutes(1), Now)), Remove("DeactivateMFADevice", Now.AddMinutes(2), Now, New)).Act.Id.ShouldBe("mfa-removed");

    [Fact]
    public void Whoever_comes_from_nowhere_known_replaces_nothing()
    {
        var history = A.Known().Add(A.SignIn(Now, A.Elsewhere), arrived: null, DetectionPolicy.None).History.Add(Enable(Now.AddMinutes(1), Now, A.Elsewhere), arrived: null, DetectionPolicy.None).History;

        A.After(history, Remove("DeactivateMFADevice", Now.AddMinutes(2), Now, ip: A.Elsewhere)).Act.Id.ShouldBe("mfa-removed");
    }

    [Fact]
    public void A_window_for_the_removal_plans_the_replacement()
    {
        var policy = new DetectionPolicy { Expectations = [new Expectation { Tasks = [new("mfa-removed"), new("mfa-added")], From = Now, To = Now.AddHours(1), Who = new("Ada"), Ticket = new("OPS-1") }] };
        var history = A.History(policy, A.SignIn(Now), Enable(Now.AddMinutes(1), Now));

        A.After(history, Remove("DeactivateMFADevice", Now.AddMinutes(2), Now), policy).Assessment.ShouldBe(Assessment.Expected);
    }

    private static RootRecord Enable(DateTimeOffset at, DateTimeOffset session, string ip = A.Home) =>
        A.Call("iam", "EnableMFADevice", at, session, ip, request: new(TargetUser: "AWS ROOT USER", TargetDevice: New));

    private static RootRecord Remove(string name, DateTimeOffset at, DateTimeOffset session, string device = Old, string ip = A.Home) =>
        A.Call("iam", name, at, session, ip, request: new(TargetUser: "AWS ROOT USER", TargetDevice: device));
}
