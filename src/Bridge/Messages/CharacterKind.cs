namespace RootWatch.Bridge.Messages;

/// <summary>What people see of a character.</summary>
internal enum CharacterKind
{
    /// <summary>A sign of its own, or a mark on one.</summary>
    Visible,

    /// <summary>A space or a line's end, of whatever kind.</summary>
    Space,

    /// <summary>Nothing, but it joins what stands around it or keeps that apart: ZWJ, ZWNJ.</summary>
    Joiner,

    /// <summary>Nothing, but it chooses another form of what stands before it: variation selectors, tags. Left out.</summary>
    Selector,

    /// <summary>Nothing at all, or a blank that is no space: what hides or turns text around. Replaced, so that it is seen.</summary>
    Invisible,
}
