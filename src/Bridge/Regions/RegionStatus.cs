namespace RootWatch.Bridge.Regions;

/// <summary>What became of a region in an account.</summary>
public enum RegionStatus
{
    /// <summary>Nothing yet: it is being enabled or disabled, or AWS says something new.</summary>
    Other,

    /// <summary>It can be used from now on.</summary>
    Enabled,

    /// <summary>It cannot be used any more.</summary>
    Disabled,
}
