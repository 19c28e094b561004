using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>Which type of machine does the request ask for? Of several, the costliest.</summary>
internal sealed class MachineTypeReader : RequestReader
{
    private static readonly string[] Ends = ["instancetype", "instancetypes", "instanceclass", "nodetype", "hostinstancetype"];

    public string? Result { get; private set; }

    public override void Read(RequestPath path, string value)
    {
        var name = path.Name == "value" ? path.Above(1) : path.Name;
        if (!path.IsInText && value.Length > 0 && name.EndsWithAny(Ends))
        {
            Result = Result is null ? value.Cut() : MachineType.Costlier(Result, value.Cut());
        }
    }
}
