namespace RootWatch.Detection.Requests;

/// <summary>What a name says of everything that stands within it.</summary>
[Flags]
internal enum NameTraits
{
    None = 0,

    /// <summary>It is taken away.</summary>
    Removal = 1,

    /// <summary>It is added.</summary>
    Addition = 2,

    /// <summary>It is a condition of a policy.</summary>
    Condition = 4,

    /// <summary>It may say who is let in, or on which condition: <see cref="LetsInReader"/> knows it.</summary>
    Access = 8,
}
