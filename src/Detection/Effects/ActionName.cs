namespace RootWatch.Detection.Effects;

/// <summary>An action's name, taken apart: "BatchDeleteDBSnapshots" deletes "DB Snapshots".</summary>
/// <param name="Verb">The verb; null where the name begins with none.</param>
/// <param name="Words">What follows it.</param>
internal sealed record ActionName(Verb? Verb, IReadOnlyList<string> Words)
{
    // What stands before the verb, and means nothing here.
    private static readonly string[] Prefixes = ["Batch", "Admin", "Bulk"];

    // One word each, though they hold capitals.
    private static readonly string[] Compounds = ["OAuth", "OAuth2", "IdP", "OpenID", "GovCloud", "CloudFront", "CloudWatch", "CloudTrail", "CloudFormation", "SageMaker", "GitHub", "GraphQL", "DynamoDB", "PrivateLink", "IoT", "OpsItem"];

    public static ActionName Of(string name)
    {
        // The billing console says "Instruments_List".
        var words = Split(name[(name.LastIndexOf('_') + 1)..]);
        var verb = words.FindIndex(word => !Prefixes.Contains(word, StringComparer.OrdinalIgnoreCase));
        return verb >= 0 && Verbs.Find(words[verb]) is { } known ? new ActionName(known, words[(verb + 1)..]) : new ActionName(Verb: null, words);
    }

    // A word begins at a capital after a small letter or digit, and at the last of several capitals: "MFADevice", "OAuth2Token".
    private static List<string> Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i == name.Length || Begins(name, i))
            {
                words.Add(name[start..i]);
                start = i;
                if (words.Count > 1 && Array.Find(Compounds, compound => compound.Equals(words[^2] + words[^1], StringComparison.OrdinalIgnoreCase)) is { } compound)
                {
                    words.RemoveAt(words.Count - 1);
                    words[^1] = compound;
                }
            }
        }

        return words;
    }

    private static bool Begins(string name, int i) =>
        char.IsAsciiLetterUpper(name[i]) && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]) && !IsPlural(name, i)));

    // "IPs", "VPCs", "DBs": one small s ends them.
    private static bool IsPlural(string name, int i) => name[i + 1] == 's' && (i + 2 == name.Length || char.IsAsciiLetterUpper(name[i + 2]));
}
