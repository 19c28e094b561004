namespace RootWatch.LocalHost;

/// <summary>Stands in for the Functions worker's enumeration; the levels RootWatch uses.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    Function,
}
