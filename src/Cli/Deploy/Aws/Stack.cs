using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Aws;

/// <summary>A stack as CloudFormation describes it.</summary>
/// <param name="Status">Such as CREATE_COMPLETE.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Parameters">Its parameters; secret ones have no value that can be seen.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record Stack(string Status, IReadOnlyDictionary<string, string> Outputs, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>It holds nothing yet: somebody looked at what its creation would do.</summary>
    public bool IsInReview => Status is "REVIEW_IN_PROGRESS";

    public bool IsBusy => Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && !IsInReview;

    /// <summary>It was never whole, or is half deleted, and CloudFormation can only delete it.</summary>
    public bool MustBeDeleted => Status is "ROLLBACK_COMPLETE" or "ROLLBACK_FAILED" or "CREATE_FAILED" or "DELETE_FAILED";

    /// <summary>An update failed, and so did taking it back.</summary>
    public bool MustBeRolledBack => Status is "UPDATE_ROLLBACK_FAILED";

    public static Stack Of(JsonNode stack) =>
        new(
            (string)stack["StackStatus"]!,
            Pairs(stack[nameof(Outputs)], "OutputKey", "OutputValue"),
            Pairs(stack[nameof(Parameters)], "ParameterKey", "ParameterValue"),
            Pairs(stack[nameof(Tags)], "Key", "Value"));

    private static Dictionary<string, string> Pairs(JsonNode? list, string key, string value) =>
        (list as JsonArray ?? []).ToDictionary(pair => (string)pair![key]!, pair => (string?)pair![value] ?? string.Empty, StringComparer.Ordinal);
}
