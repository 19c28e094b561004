using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>labels.json says what the scorecard needs to know.</summary>
public sealed class LabelTests
{
    [Fact]
    public void Every_story_is_labelled() =>
        LabelledStory.All.Select(story => story.Name).Order(StringComparer.Ordinal).ShouldBe(StoryFile.Names);

    [Fact]
    public void Every_attack_names_its_source_and_its_first_grave_act() =>
        LabelledStory.All.Where(story => story.IsAttack).ShouldAllBe(story =>
            story.Labels.Source!.Scheme == Uri.UriSchemeHttps && story.Records.Count(record => record.EventId == story.Labels.FirstGraveAct && record.IsAttack && !record.IsLook) == 1);

    [Fact]
    public void What_is_labelled_is_in_the_story() =>
        LabelledStory.All.ShouldAllBe(story =>
            story.Labels.Intruder.IsSubsetOf(story.Records.Select(record => record.EventId)) && story.Labels.Looks.IsSubsetOf(story.Labels.Intruder));

    [Fact]
    public void A_normal_story_has_no_labels_of_an_intruder() =>
        LabelledStory.All.Where(story => !story.IsAttack).ShouldAllBe(story =>
            story.Labels.Intruder.Count == 0 && story.Labels.Looks.Count == 0 && story.Labels.FirstGraveAct == null && story.Labels.Source == null);

    [Fact]
    public void Every_policy_belongs_to_a_normal_story_and_can_be_used()
    {
        foreach (var path in Directory.EnumerateFiles(StoryFile.Folder, "*.policy.json"))
        {
            var story = Path.GetFileName(path)[..^".policy.json".Length];

            story.ShouldStartWith("normal-");
            StoryFile.Names.ShouldContain(story);
            Should.NotThrow(() => DetectionPolicy.Parse(File.ReadAllBytes(path), path));
        }
    }
}
