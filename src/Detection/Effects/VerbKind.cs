namespace RootWatch.Detection.Effects;

/// <summary>What kind of act a verb names, before anything else is known of the action.</summary>
internal enum VerbKind
{
    /// <summary>Looks or checks; changes nothing.</summary>
    Look,

    /// <summary>Makes something.</summary>
    Make,

    /// <summary>Changes something that is there.</summary>
    Change,

    /// <summary>Gives something to somebody, or joins two things.</summary>
    Give,

    /// <summary>Takes something from somebody, or parts two things.</summary>
    Take,

    /// <summary>Switches something on.</summary>
    Enable,

    /// <summary>Switches something off.</summary>
    Disable,

    /// <summary>Deletes something.</summary>
    Delete,

    /// <summary>Runs, calls or sends something.</summary>
    Run,

    /// <summary>Pays for something.</summary>
    Buy,
}
