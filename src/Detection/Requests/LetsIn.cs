namespace RootWatch.Detection.Requests;

/// <summary>Whom a request lets in who is not of the account. Of several, the one furthest away counts.</summary>
public enum LetsIn
{
    /// <summary>Nobody from outside: no principal, the account's own, or an AWS service.</summary>
    Nobody,

    /// <summary>The organization or a part of it, or everybody on the condition that they belong to it.</summary>
    Organization,

    /// <summary>Another AWS account, or one of its users or roles.</summary>
    AnotherAccount,

    /// <summary>Whoever a SAML or OpenID Connect provider vouches for.</summary>
    ForeignIdentityProvider,

    /// <summary>Anybody at all, or anybody with an AWS account.</summary>
    Everybody,
}
