using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>What is asked of the detection on labelled stories.</summary>
public sealed class ScorecardGoalTests
{
    public static TheoryData<string> Stories { get; } = [.. LabelledStory.All.Select(story => story.Name)];

    public static TheoryData<string> Attacks { get; } = [.. LabelledStory.All.Where(story => story.IsAttack).Select(story => story.Name)];

    public static TheoryData<string> Parts { get; } = [.. Part.All.Select(part => part.Name)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_normal_use_is_not_called_anomalous(string name) =>
        Of(name).NormalUses.Where(use => use.Assessment > Assessment.Unusual).Select(use => use.Snapshot.Story).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_anomalous_no_later_than_its_first_grave_act(string name) =>
        Of(name).IsFlaggedInTime.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_normal_use_gives_at_most_two_messages(string name) =>
        Of(name).NormalUses.ShouldAllBe(use => use.Notifications.News <= 2);

    [Fact]
    public void At_least_nine_in_ten_of_what_intruders_do_is_anomalous() =>
        Part.All.Single(part => part.Name == "all").Recall.ShouldBeGreaterThanOrEqualTo(0.90);

    [Theory]
    [MemberData(nameof(Parts))]
    public void At_least_97_in_100_of_what_is_anomalous_is_an_intruders(string name) =>
        Part.All.Single(part => part.Name == name).Precision.ShouldBeGreaterThanOrEqualTo(0.97);

    private static LabelledStory Of(string name) => LabelledStory.All.Single(story => story.Name == name);
}
