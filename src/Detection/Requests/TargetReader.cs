namespace RootWatch.Detection.Requests;

/// <summary>Whom or what is the request about? What is asked for more than once counts as it was asked for last.</summary>
internal sealed class TargetReader(ApiCall call) : RequestReader
{
    private string? _serialNumber;
    private string? _deviceName;
    private string? _memberId;

    public string? User => _user ?? _memberId;

    private string? _user;

    public string? Status { get; private set; }

    public string? MfaDelete { get; private set; }

    public string? TaskPolicy { get; private set; }

    public bool AsksForHigherLimit { get; private set; }

    public string? OpenedRegion { get; private set; }

    private bool IsAboutDirectory => call.Service is "identitystore" or "sso" or "sso-directory";

    public string? Device => call.Name.Contains("mfa", StringComparison.Ordinal) ? _serialNumber ?? _deviceName : null;

    public override void Read(RequestPath path, string value)
    {
        if (path.IsItem || path.IsInText)
        {
            return;
        }

        var text = value.Length == 0 ? null : value;
        switch (path.Depth, path.Above(1), path.Above(0))
        {
            case (1, _, "username"):
                _user = text;
                break;
            // IAM Identity Center's users have ids.
            case (1, _, "principalid") or (1, _, "userid") or (2, "memberid", "userid") when IsAboutDirectory:
                _memberId = text;
                break;
            case (1, _, "regionname") when call.Is("account", "enableregion"):
                OpenedRegion = text;
                break;
            case (1, _, "servicecode") or (1, _, "categorycode") when call.Is("support", "createcase"):
                AsksForHigherLimit |= value.Contains("limit", StringComparison.OrdinalIgnoreCase) || value.Contains("quota", StringComparison.OrdinalIgnoreCase);
                break;
            case (1, _, "status"):
                Status = text;
                break;
            case (1, _, "serialnumber"):
                _serialNumber = text;
                break;
            case (1, _, "virtualmfadevicename"):
                _deviceName = text;
                break;
            case (2, "versioningconfiguration", "mfadelete"):
                MfaDelete = text;
                break;
            case (2, "taskpolicyarn", "arn"):
                TaskPolicy = text?[(text.LastIndexOf('/') + 1)..];
                break;
            default:
                break;
        }
    }
}
