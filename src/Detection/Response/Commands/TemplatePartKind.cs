namespace RootWatch.Detection.Response.Commands;

/// <summary>What a part of a template's word is.</summary>
internal enum TemplatePartKind
{
    /// <summary>Text that stands in every command.</summary>
    Literal,

    /// <summary>A value of the plan or of a target, such as @region.</summary>
    Slot,

    /// <summary>A shell variable that an earlier command has set, such as $POLICY_ID.</summary>
    Variable,

    /// <summary>Something that no record shows, such as &lt;new password&gt;.</summary>
    Placeholder,
}
