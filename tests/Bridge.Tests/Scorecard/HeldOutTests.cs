using System.Text.Json;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>Stories are set aside by a rule, not by choice.</summary>
public sealed class HeldOutTests
{
    [Fact]
    public void Every_third_name_of_the_stories_that_are_not_older_is_held_out()
    {
        var labels = JsonSerializer.Deserialize<Dictionary<string, StoryLabels>>(File.ReadAllBytes(Path.Combine(StoryFile.Folder, "labels.json")), JsonSerializerOptions.Web)!;
        var names = labels.Where(story => !story.Value.Older).Select(story => story.Key).Order(StringComparer.Ordinal).ToList();

        names.Where(name => labels[name].HeldOut).ShouldBe(names.Where((_, index) => index % 3 == 2));
    }
}
