namespace RootWatch.Bridge.Pages;

/// <summary>What a record is in the timeline: each has a shape of its own.</summary>
internal enum TimelineMarkKind
{
    /// <summary>A tick.</summary>
    Read,

    /// <summary>A square on its corner.</summary>
    Change,

    /// <summary>A circle.</summary>
    SignIn,

    /// <summary>A cross.</summary>
    Failure,

    /// <summary>A triangle: AWS reports something.</summary>
    Report,
}
