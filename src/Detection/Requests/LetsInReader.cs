using System.Collections.Frozen;

namespace RootWatch.Detection.Requests;

/// <summary>Whom does the request let in? Policies, access lists, and whatever names principals or accounts.</summary>
internal sealed class LetsInReader(ApiCall call, OwnAccounts own) : RequestReader
{
    private static readonly FrozenSet<string> PrincipalNames =
    [
        "principal", "principals", "principalarn", "principalstoadd", "granteeprincipal", "retiringprincipal", "grantee", "granteeidentifier", "addallowedprincipals", "allowedprincipals", "datalakeprincipalidentifier",
        "valuestoadd", "accountidstoadd", "accountstoadd", "accountwithrestoreaccess", "sharedaccountid", "sharedaccountids", "consumeridentifier", "peerownerid", "peeraccountid",
        "organizationarn", "organizationarns", "organizationalunitarn", "organizationalunitarns", "allowedaccounts", "allowedawsaccountids", "trustedaccounts", "authorizedaccountid",
        "receiverprincipal", "subscribers",
    ];

    // Names that hold any account or group, and mean somebody let in only where the call shares or permits.
    private static readonly FrozenSet<string> AccountNames = ["account", "accounts", "accountid", "accountids", "awsaccountid", "awsaccountids", "userid", "userids", "targetaccountid", "targetaccount", "group", "groupnames", "usergroups"];

    private static readonly FrozenSet<string> AccessLists = ["acl", "xamzacl", "cannedacl", "objectacl", "predefinedacl"];
    private static readonly string[] PublicLists = ["public-read", "public-read-write", "authenticated-read"];

    private readonly List<Statement> _open = new(capacity: 4) { new() };
    private (string? Test, string? Key, string? Value) _flat;

    // A resource control policy and an endpoint's policy bound others' permissions: by themselves they give none.
    private readonly bool _bounds = call.Is("organizations", "createpolicy", "updatepolicy") || call.Is("ec2", "createvpcendpoint", "modifyvpcendpoint");

    public LetsIn Result => call.Reads || call.Closes || _bounds ? LetsIn.Nobody : _open[0].Result(isInText: false);

    /// <summary>Whether a name may matter. Most do not, and then only S3's groups of everybody are looked for.</summary>
    public static bool Knows(string name) =>
        name is "condition" or "principal" or "notprincipal" or "effect" or "operation" or "operationtype" or "id"
        || PrincipalNames.Contains(name) || AccountNames.Contains(name) || AccessLists.Contains(name) || ConditionBinding.Knows(name);

    public override void Open(RequestPath path)
    {
        _open.RemoveRange(path.Depth, Math.Max(0, _open.Count - path.Depth));
        _open.Add(new Statement());
        _flat = default;
    }

    public override void Close(RequestPath path)
    {
        var closed = _open[path.Depth];
        _open.RemoveRange(path.Depth, _open.Count - path.Depth);
        if (path.Above(1) == "condition" && _flat is ({ } test, { } key, { } value))
        {
            _open[^1].Bind(ConditionBinding.Of(test, key, value, own));
            _flat = default;
        }

        _open[^1].Contain(closed.Result(path.IsInText));
    }

    public override void Read(RequestPath path, string value)
    {
        if (path.Has(NameTraits.Removal) || (!path.Has(NameTraits.Access) && !PrincipalName.IsPublicGroup(value)))
        {
            return;
        }

        var statement = _open[path.Depth];
        var name = path.Name;
        if (path.Above(1) == "condition" && name is "type" or "key" or "value")
        {
            ReadFlat(name, value);
        }
        else if (path.Above(2) == "condition")
        {
            _open[path.Depth - 2].Bind(path.Above(1), path.Above(0), ConditionBinding.Of(path.Above(1), path.Above(0), value, own));
        }
        else if (path.Above(1) is "principal" or "notprincipal" && path.Above(0) is "aws" or "federated" or "service" or "canonicaluser" or "*")
        {
            AddPrincipal(_open[path.Depth - 1], path.Above(1), path.Above(0), value);
        }
        else if (name == "notprincipal")
        {
            statement.Add(LetsIn.Everybody);
        }
        else if (PrincipalNames.Contains(name) || (AccountNames.Contains(name) && SharesAccounts(path)) || (name == "id" && path.Above(1) == "sharetarget"))
        {
            statement.Add(PrincipalName.LetsIn(value, own));
        }
        else if (PrincipalName.IsPublicGroup(value) || (AccessLists.Contains(name) && PublicLists.Contains(value, StringComparer.OrdinalIgnoreCase)))
        {
            statement.Add(LetsIn.Everybody);
        }
        else if (name == "effect")
        {
            statement.SetEffect(value);
        }
        else if (Direction.IsRemoval(name, value))
        {
            statement.TakeAway();
        }
        else
        {
            statement.Bind(ConditionBinding.Of(name, value, own));
        }
    }

    // EventBridge names a condition's parts one by one.
    private void ReadFlat(string name, string value) =>
        _flat = name switch
        {
            "type" => _flat with { Test = RequestName.Normal(value) },
            "key" => _flat with { Key = RequestName.Normal(value) },
            _ => _flat with { Value = value },
        };

    private void AddPrincipal(Statement statement, string principal, string kind, string value)
    {
        if (principal == "notprincipal")
        {
            statement.Add(LetsIn.Everybody);
        }
        else if (kind == "federated")
        {
            statement.Add(value == "*" ? LetsIn.Everybody : LetsIn.ForeignIdentityProvider);
        }
        else if (kind is "aws" or "*")
        {
            statement.Add(PrincipalName.LetsIn(value, own));
        }
    }

    private bool SharesAccounts(RequestPath path) => call.Shares || path.Has(name => name.Contains("permission", StringComparison.Ordinal));
}
