using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.Activities;

/// <summary>Root may replace an MFA device: it enables another one first, in good standing.</summary>
public sealed class MfaReplacedTests
{
    private const string Old = "arn:aws:iam::111122223333:mfa/root-account-mfa-device";
    private const string New = "arn:aws:iam::111122223333:mfa/new-phone";
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_device_that_is_removed_after_another_was_enabled_is_replaced(int daysLater)
    {
        var later = Now.AddDays(daysLater);
        var history = TestData.History(TestData.SignIn(Now), Enable(Now.AddMinutes(1), Now), TestData.SignIn(later.AddMinutes(2)), Remove("DeactivateMFADevice", later.AddMinutes(3), later));

        var deleted = TestData.After(history, Remove("DeleteVirtualMFADevice", later.AddMinutes(4), later));

        history.Observations[^1].Finding.Act.Id.ShouldBe("mfa-replaced");
        deleted.Act.Id.ShouldBe("mfa-replaced");
        deleted.Assessment.ShouldBe(Assessment.Unusual);
        deleted.Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public void Without_another_device_it_is_removed() =>
        TestData.After(TestData.History(TestData.SignIn(Now)), Remove("DeactivateMFADevice", Now.AddMinutes(1), Now)).Act.Id.ShouldBe("mfa-removed");

    [Fact]
    public void A_device_that_was_removed_itself_replaces_none() =>
        TestData.After(TestData.History(TestData.SignIn(Now), Enable(Now.AddMinutes(1), Now), Remove("DeactivateMFADevice", Now.AddMinutes(2), Now, New)), Remove("DeactivateMFADevice", Now.AddMinutes(3), Now)).Act.Id.ShouldBe("mfa-removed");

    [Fact]
    public void The_new_device_itself_is_not_replaced_by_itself() =>
        TestData.After(TestData.History(TestData.SignIn(Now), Enable(Now.AddMinutes(1), Now)), Remove("DeactivateMFADevice", Now.AddMinutes(2), Now, New)).Act.Id.ShouldBe("mfa-removed");

    [Fact]
    public void Whoever_comes_from_nowhere_known_replaces_nothing()
    {
        var history = TestData.Known().Add(TestData.SignIn(Now, TestData.Elsewhere), arrived: null, DetectionPolicy.None).History.Add(Enable(Now.AddMinutes(1), Now, TestData.Elsewhere), arrived: null, DetectionPolicy.None).History;

        TestData.After(history, Remove("DeactivateMFADevice", Now.AddMinutes(2), Now, ip: TestData.Elsewhere)).Act.Id.ShouldBe("mfa-removed");
    }

    [Fact]
    public void A_window_for_the_removal_plans_the_replacement()
    {
        var policy = new DetectionPolicy { Expectations = [new Expectation { Tasks = [new("mfa-removed"), new("mfa-added")], From = Now, To = Now.AddHours(1), Who = new("Ada"), Ticket = new("OPS-1") }] };
        var history = TestData.History(policy, TestData.SignIn(Now), Enable(Now.AddMinutes(1), Now));

        TestData.After(history, Remove("DeactivateMFADevice", Now.AddMinutes(2), Now), policy).Assessment.ShouldBe(Assessment.Expected);
    }

    private static RootRecord Enable(DateTimeOffset at, DateTimeOffset session, string ip = TestData.Home) =>
        TestData.Call("iam", "EnableMFADevice", at, session, ip, request: new(TargetUser: "AWS ROOT USER", TargetDevice: New));

    private static RootRecord Remove(string name, DateTimeOffset at, DateTimeOffset session, string device = Old, string ip = TestData.Home) =>
        TestData.Call("iam", name, at, session, ip, request: new(TargetUser: "AWS ROOT USER", TargetDevice: device));
}
