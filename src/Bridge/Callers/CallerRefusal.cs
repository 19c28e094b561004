namespace RootWatch.Bridge.Callers;

/// <summary>Why a caller may not come in.</summary>
public enum CallerRefusal
{
    None,

    /// <summary>No tenant is configured, so no token is good.</summary>
    NotConfigured,

    /// <summary>The request brings no bearer token.</summary>
    MissingToken,

    /// <summary>It is not Entra's, or of another tenant, or for somebody else, or not valid now.</summary>
    InvalidToken,

    /// <summary>It is good, but its bearer does not have the role.</summary>
    MissingRole,

    /// <summary>Entra ID's keys cannot be read just now.</summary>
    EntraUnavailable,
}
