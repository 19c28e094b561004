namespace RootWatch.Detection.Effects;

/// <summary>An action's access level, as AWS's service authorization reference has it.</summary>
internal enum AccessLevel
{
    /// <summary>Lists resources.</summary>
    List,

    /// <summary>Reads a resource. AWS counts model calls and mails to it, too.</summary>
    Read,

    /// <summary>Creates, changes or deletes a resource.</summary>
    Write,

    /// <summary>Changes who may do what.</summary>
    PermissionsManagement,

    /// <summary>Changes tags alone.</summary>
    Tagging,
}
