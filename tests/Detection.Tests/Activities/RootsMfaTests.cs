using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;

namespace RootWatch.Detection.Tests.Activities;

/// <summary>Whose MFA device a call is about.</summary>
public sealed class RootsMfaTests
{
    private const string Device = "arn:aws:iam::111122223333:mfa/phone";
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Theory]
    [InlineData("EnableMFADevice", null, Device, "mfa-added")]
    [InlineData("EnableMFADevice", "AWS ROOT USER", Device, "mfa-added")]
    [InlineData("EnableMFADevice", "kim", Device, "user-mfa-added")]
    [InlineData("DeactivateMFADevice", "root", Device, "mfa-removed")]
    [InlineData("DeactivateMFADevice", "kim", Device, "user-mfa-removed")]
    [InlineData("CreateVirtualMFADevice", null, "phone", "user-mfa-added")]
    [InlineData("CreateVirtualMFADevice", null, "root-account-mfa-device", "mfa-added")]
    [InlineData("DeleteVirtualMFADevice", null, Device, "user-mfa-removed")]
    [InlineData("DeleteVirtualMFADevice", null, null, "user-mfa-removed")]
    [InlineData("DeleteVirtualMFADevice", null, "arn:aws:iam::111122223333:mfa/root-account-mfa-device", "mfa-removed")]
    public void A_device_is_roots_only_where_the_call_says_so(string name, string? user, string? device, string id) =>
        TestData.After(AccountHistory.Empty, Call(name, Now, user, device)).Act.Id.ShouldBe(id);

    [Theory]
    [InlineData(null, Device, 0, "mfa-removed")]
    [InlineData("kim", Device, 0, "user-mfa-removed")]
    [InlineData(null, "arn:aws:iam::111122223333:mfa/other", 0, "user-mfa-removed")]
    [InlineData(null, Device, 1, "user-mfa-removed")]
    public void Or_an_earlier_call_of_the_session_does(string? user, string deactivated, int session, string id)
    {
        var history = TestData.History(Call("DeactivateMFADevice", Now, user, deactivated));

        TestData.After(history, Call("DeleteVirtualMFADevice", Now.AddMinutes(1), user: null, Device, Now.AddHours(session))).Act.Id.ShouldBe(id);
    }

    [Fact]
    public void What_failed_says_nothing_of_the_device() =>
        TestData.After(TestData.History(Call("DeactivateMFADevice", Now, user: null, Device) with { Failed = true }), Call("DeleteVirtualMFADevice", Now.AddMinutes(1), user: null, Device)).Act.Id.ShouldBe("user-mfa-removed");

    private static RootRecord Call(string name, DateTimeOffset at, string? user, string? device, DateTimeOffset? session = null) =>
        TestData.Call("iam", name, at, session ?? Now, request: new RequestFacts(TargetUser: user, TargetDevice: device));
}
