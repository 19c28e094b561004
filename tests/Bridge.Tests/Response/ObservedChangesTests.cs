using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Response;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Bridge.Tests.Response;

public sealed class ObservedChangesTests
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";
    private static readonly DateTimeOffset Deleted = TestData.Morning.AddHours(2);

    [Fact]
    public void A_deleted_key_closes_its_target_and_takes_away_its_command()
    {
        var key = new AffectedResource(ResourceKind.AccessKey, ResourceChange.Made) { Id = Key, Owner = "alice" };

        Step([key]).Commands.ShouldNotBeEmpty();
        var step = Step([key], Item(LeftBehindKind.AccessKey, Key, "alice"));

        step.Targets.ShouldHaveSingleItem().DoneAt.ShouldBe(Deleted);
        step.IsDone.ShouldBeTrue();
        step.Commands.ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_keys_only_the_deleted_one_is_done()
    {
        var kept = new AffectedResource(ResourceKind.AccessKey, ResourceChange.Made) { Id = "AKIAI44QH8DHBEXAMPLE", Owner = "alice" };

        var step = Step([kept with { Id = Key }, kept], Item(LeftBehindKind.AccessKey, Key, "alice"));

        step.Targets.Select(target => (target.Resource.Id, target.IsDone)).ShouldBe([(Key, true), (kept.Id, false)]);
        step.IsDone.ShouldBeFalse();
        step.Commands.ShouldHaveSingleItem().ToShell().ShouldContain(kept.Id);
    }

    [Theory]
    [InlineData(ResourceKind.RootAccessKey, LeftBehindKind.AccessKey, Key, null)]
    [InlineData(ResourceKind.LoginProfile, LeftBehindKind.LoginProfile, "alice", "alice")]
    [InlineData(ResourceKind.User, LeftBehindKind.User, "alice", null)]
    [InlineData(ResourceKind.Role, LeftBehindKind.Role, "admin", null)]
    [InlineData(ResourceKind.KeyPair, LeftBehindKind.KeyPair, "intruder", null)]
    public void Every_kind_that_is_followed_is_closed_when_it_is_deleted(ResourceKind kind, LeftBehindKind left, string id, string? user)
    {
        var made = new AffectedResource(kind, ResourceChange.Made) { Id = id, Region = kind == ResourceKind.KeyPair ? "eu-west-1" : null };

        Plan([made], Item(left, id, user)).Steps.SelectMany(step => step.Targets).Where(target => target.Resource.Kind == kind).ShouldAllBe(target => target.IsDone);
        Plan([made]).Steps.SelectMany(step => step.Targets).ShouldContain(target => target.Resource.Kind == kind && !target.IsDone);
    }

    [Fact]
    public void A_deleted_user_closes_the_users_keys_and_password()
    {
        var plan = Plan(
            [
                new AffectedResource(ResourceKind.User, ResourceChange.Made) { Id = "alice" },
                new AffectedResource(ResourceKind.AccessKey, ResourceChange.Made) { Id = Key, Owner = "alice" },
                new AffectedResource(ResourceKind.LoginProfile, ResourceChange.Made) { Id = "alice" },
                new AffectedResource(ResourceKind.LoginProfile, ResourceChange.Made) { Id = "bob" },
            ],
            Item(LeftBehindKind.User, "alice", user: null));

        plan.Steps.SelectMany(step => step.Targets).Where(target => !target.IsDone).Select(target => target.Resource.Id).Distinct().ShouldBe(["bob"]);
    }

    [Theory]
    [InlineData("alice", CredentialState.Usable, false)]
    [InlineData("alice", CredentialState.Inactive, true)]
    [InlineData(null, CredentialState.Usable, false)]
    [InlineData(null, CredentialState.Inactive, false)]
    public void A_users_key_is_to_be_deactivated_and_roots_own_to_be_deleted(string? user, CredentialState state, bool isDone)
    {
        var key = new AffectedResource(user is null ? ResourceKind.RootAccessKey : ResourceKind.AccessKey, ResourceChange.Made) { Id = Key, Owner = user };

        var step = Plan([key], Item(LeftBehindKind.AccessKey, Key, user) with { State = state }).Steps.Single(step => step.Id == (user is null ? "delete-root-keys" : "deactivate-access-keys"));

        step.IsDone.ShouldBe(isDone);
        (step.Commands.Count == 0).ShouldBe(isDone);
    }

    [Fact]
    public void A_deactivated_key_is_still_to_be_deleted()
    {
        var key = new AffectedResource(ResourceKind.AccessKey, ResourceChange.Made) { Id = Key, Owner = "alice" };

        var plan = Plan([key], Item(LeftBehindKind.AccessKey, Key, "alice") with { State = CredentialState.Inactive });

        plan.Steps.Single(step => step.Id == "delete-access-keys").Commands.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(LeftBehindKind.AccessKey, "AKIAI44QH8DHBEXAMPLE", "alice")]
    [InlineData(LeftBehindKind.AccessKey, Key, "bob")]
    [InlineData(LeftBehindKind.AccessKey, Key, null)]
    [InlineData(LeftBehindKind.User, "bob", null)]
    [InlineData(LeftBehindKind.SessionToken, Key, "alice")]
    [InlineData(LeftBehindKind.RootSession, Key, null)]
    public void What_the_plan_does_not_know_adds_nothing_and_closes_nothing(LeftBehindKind kind, string id, string? user)
    {
        var key = new AffectedResource(ResourceKind.AccessKey, ResourceChange.Made) { Id = Key, Owner = "alice" };

        Lines(Plan([key], Item(kind, id, user))).ShouldBe(Lines(Plan([key])));
    }

    private static IEnumerable<string> Lines(ResponsePlan plan) =>
        plan.Steps.Select(step => $"{step.Id} {step.IsDone} {string.Join(", ", step.Targets.Select(target => $"{target.Id} {target.IsDone}"))} {string.Join("; ", step.Commands.Select(command => command.ToShell()))}");

    private static LeftBehindItem Item(LeftBehindKind kind, string id, string? user) =>
        new(new LeftBehindCredential(kind, id, user), TestData.Morning, "eu-west-1") { State = CredentialState.Deleted, Changed = Deleted };

    private static PlannedStep Step(AffectedResource[] made, params LeftBehindItem[] items) => Plan(made, items).Steps.Single(step => step.Id == "deactivate-access-keys");

    private static ResponsePlan Plan(AffectedResource[] made, params LeftBehindItem[] items)
    {
        var record = TestData.Record("made") with { Affects = made };
        var leftBehind = items.Select(item => new FollowedCredential(item, "111122223333-0123456789"));
        return IncidentPlan.Of("111122223333", [TestData.Finding(record, TestData.Signal("some-signal", Detection.Severity.High))], ObservedChanges.Of(leftBehind, []));
    }
}
