using System.Text.Json.Serialization;
using RootWatch.Detection.Activities;

namespace RootWatch.Detection.Policy;

/// <summary>What root does: the id of a catalogue entry, or an activity, which means all of its entries except those that must be named.</summary>
/// <param name="Name">The id or activity as written.</param>
[JsonConverter(typeof(TaskNameConverter))]
public readonly record struct TaskName(string Name)
{
    /// <summary>Every name that there is.</summary>
    public static IEnumerable<string> All => Catalogue.Entries.Select(entry => entry.Id).Concat(Enum.GetNames<Activity>());

    internal bool Is(CatalogueEntry entry) =>
        Name.Equals(entry.Id, StringComparison.Ordinal) || Name.Equals(entry.LesserOf, StringComparison.Ordinal) || (!entry.MustBeNamed && Name.Equals(entry.Activity.ToString(), StringComparison.Ordinal));
}
