namespace RootWatch.Detection.Requests;

/// <summary>One question about a request, answered while it is read. The order of members must not change the answer.</summary>
internal abstract class RequestReader
{
    /// <summary>An object begins.</summary>
    public virtual void Open(RequestPath path)
    {
    }

    /// <summary>A text, a number or a flag as written; empty for null.</summary>
    public abstract void Read(RequestPath path, string value);

    /// <summary>The object ends; the path is still within it.</summary>
    public virtual void Close(RequestPath path)
    {
    }
}
