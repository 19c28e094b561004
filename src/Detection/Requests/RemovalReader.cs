namespace RootWatch.Detection.Requests;

/// <summary>Does the request only take away? One that also adds does not.</summary>
internal sealed class RemovalReader(ApiCall call) : RequestReader
{
    private bool _removes;
    private bool _adds;

    public bool Result => (_removes || call.Revokes) && !_adds;

    public override void Read(RequestPath path, string value)
    {
        if (path.IsInText || value.Length == 0)
        {
            return;
        }

        _removes |= path.Has(NameTraits.Removal) || Direction.IsRemoval(path.Name, value);
        _adds |= path.Has(NameTraits.Addition) || Direction.IsAddition(path.Name, value);
    }
}
