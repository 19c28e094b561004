using RootWatch.Detection.Activities;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;
using RootWatch.Detection.Response.Steps;
using RootWatch.Detection.Tests.Response.Commands;

namespace RootWatch.Detection.Tests.Response.Steps;

/// <summary>Whatever root did, the table says what to do.</summary>
public sealed class StepTableTests
{
    private static readonly string[] StepIds = [.. StepCatalog.All.Select(step => step.Id)];

    public static TheoryData<string> Entries { get; } = [.. Catalogue.Entries.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_catalogue_entry_has_steps_of_its_own(string entry)
    {
        StepTable.Knows(entry).ShouldBeTrue();

        StepTable.Of(entry, Effect.Look).ShouldNotBeEmpty();
        StepTable.Of(entry, Effect.Look).ShouldBeSubsetOf(StepIds);
    }

    [Fact]
    public void Every_effect_has_steps_for_what_no_entry_knows()
    {
        foreach (var effect in Enum.GetValues<Effect>())
        {
            StepTable.Of("an-entry-of-tomorrow", effect).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Only_what_is_grave_by_no_means_has_nothing_but_a_question() =>
        Catalogue.Entries.Where(entry => StepTable.Of(entry.Id, Effect.Look) is ["ask-owner"]).ShouldAllBe(entry => entry.Severity <= Severity.Low || entry.Activity == Activity.AccountSettings);

    [Fact]
    public void A_step_has_one_id_and_stands_in_the_order_of_work()
    {
        StepIds.ShouldBeUnique();
        StepCatalog.All.Select(step => step.Phase).ShouldBeInOrder();
    }

    [Fact]
    public void Every_step_can_be_in_a_plan()
    {
        var listed = Catalogue.Entries.SelectMany(entry => StepTable.Of(entry.Id, Effect.Look))
            .Concat(Enum.GetValues<RootWatch.Detection.CloudTrail.RootIdentity>().SelectMany(identity => StepTable.Of(TestData.SignIn(TestData.Morning) with { Identity = identity }))).ToHashSet(StringComparer.Ordinal);

        StepCatalog.All.Where(step => !listed.Contains(step.Id) && step.Targets.Count == 0).ShouldBeEmpty();
    }

    [Fact]
    public void Every_kind_of_resource_that_is_made_or_taken_away_has_a_step()
    {
        var rules = new[] { IdentityRules.All, ComputeRules.All, DataRules.All, WatchRules.All, OrganizationRules.All }.SelectMany(all => all);

        rules.Select(rule => rule.Kind).Distinct().Where(kind => !StepCatalog.All.Any(step => step.Targets.Any(target => target.Kind == kind))).ShouldBe([ResourceKind.OrganizationMembership]);
    }

    [Fact]
    public void Every_command_names_its_region() =>
        EveryTemplate.Filled().ShouldAllBe(filled => filled.Command.Words.Count(word => word.ToShell() == "--region") == 1);

    [Fact]
    public void Every_check_only_reads()
    {
        string[] reads = ["get-", "list-", "describe-", "lookup-", "generate-credential-report", "batch-get-"];

        StepCatalog.All.SelectMany(step => step.CheckCommands.Concat(step.Targets.SelectMany(target => target.CheckCommands))).Where(template => !template.StartsWith("session = ", StringComparison.Ordinal))
            .ShouldAllBe(template => reads.Any(read => template.Replace("session: ", string.Empty, StringComparison.Ordinal).Split(' ', StringSplitOptions.None)[2].StartsWith(read, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_step_of_the_management_account_needs_a_service_control_policy_or_a_central_root_session() =>
        StepCatalog.All.Where(step => step.Scope == ResponseScope.NotMember).SelectMany(step => step.Commands.Concat(step.Targets.SelectMany(target => target.Commands))).ShouldAllBe(template => !template.StartsWith("session", StringComparison.Ordinal));

    [Fact]
    public void Every_text_is_a_sentence()
    {
        foreach (var step in StepCatalog.All)
        {
            new[] { step.Why, step.Undo, step.Check, step.Note }.Where(text => text.Length > 0).ShouldAllBe(text => text.EndsWith('.'), step.Id);
            step.Title.ShouldNotEndWith(".");
            step.Title.Length.ShouldBeLessThanOrEqualTo(60);
        }
    }
}
