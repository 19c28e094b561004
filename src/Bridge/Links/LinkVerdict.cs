namespace RootWatch.Bridge.Links;

/// <summary>What a link is worth.</summary>
public enum LinkVerdict
{
    /// <summary>It was not made here, or for something else, or with a key that is gone.</summary>
    Forged,

    /// <summary>It was good once.</summary>
    Expired,

    Good,
}
