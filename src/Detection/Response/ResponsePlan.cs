using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Response;

/// <summary>What to do about one incident, in the order of work. RootWatch itself changes nothing in AWS: people do it.</summary>
/// <param name="Account">The 12 digits of the account; null where the records do not show them.</param>
/// <param name="Partition">Its partition, such as aws.</param>
/// <param name="IsManagement">It is the organization's management account, which no service control policy binds.</param>
/// <param name="Steps">The steps.</param>
public sealed record ResponsePlan(string? Account, string Partition, bool IsManagement, IReadOnlyList<PlannedStep> Steps)
{
    /// <summary>Plans the response to an incident. The same findings give the same plan.</summary>
    /// <param name="findings">The incident's findings, in the order in which things happened.</param>
    /// <param name="account">The account whose root it is about.</param>
    /// <param name="partition">Its partition, such as aws.</param>
    /// <param name="isManagement">Whether it is the organization's management account.</param>
    /// <param name="later">What is known of the resources besides, in its order; null where nothing is.</param>
    public static ResponsePlan Of(IEnumerable<Finding> findings, string account, string partition, bool isManagement, IEnumerable<ObservedChange>? later = null)
    {
        var known = AccountId.Fits(account) ? account : null;
        return new ResponsePlan(known, partition, isManagement, ResponsePlanner.Plan([.. findings], known, partition, isManagement, later ?? []));
    }

    /// <summary>The titles of the most urgent steps that are not done, in the order of work: the first of all, then those that the records name a resource for.</summary>
    /// <param name="count">How many.</param>
    /// <param name="done">The ids of steps that are known to be done besides; null where none are.</param>
    public IReadOnlyList<string> MostUrgent(int count, IReadOnlySet<string>? done = null)
    {
        var urgent = Steps.Where(step => step.IsUrgent && done?.Contains(step.Id) is not true).ToList();
        var chosen = urgent.Take(1).Concat(urgent.Skip(1).OrderByDescending(step => step.Targets.Count > 0)).Take(count).ToHashSet();
        return [.. urgent.Where(chosen.Contains).Select(step => step.Step.Title)];
    }
}
