namespace RootWatch.Detection.Requests;

/// <summary>What people call their things, and what they say: no setting of AWS, whatever it is named.</summary>
internal static class FreeText
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "tag", "tags", "tagset", "taglist", "tagspecificationset", "tagspecifications", "tagkeys", "labels", "variables", "environmentvariables", "description", "userdata", "metadata",
        "templatebody", "definition", "eventpattern", "filterpattern", "input", "inputtemplate", "payload", "message", "body", "querystring", "messageattributes", "commands", "clientcontext",
    };

    public static bool IsNamed(string name) => Names.Contains(name);
}
