using System.Collections.Frozen;

namespace RootWatch.Detection.Effects;

/// <summary>The verbs that AWS's actions begin with, as data: what kind of act each names, and how people say it.</summary>
internal static class Verbs
{
    private static readonly (VerbKind Kind, string Names)[] Kinds =
    [
        (VerbKind.Look,
            """
            Get List Describe View Head Lookup Search Select Scan Query Read Retrieve Download Fetch Browse Check Validate Verify Test Detect Evaluate Preview
            Simulate Count Estimate Calculate Decode Discover Resolve Compare Filter Poll Is Has Show Introspect Refresh Probe Ping Review Inspect Find Contains
            """),
        (VerbKind.Make,
            """
            Create Register Allocate Import Copy Clone Restore Build Generate Issue Define Provision Upload Launch Initialize Initiate Setup Install Record Backup
            Request Open Duplicate Export Replicate Publish Bundle Post Submit Schedule Ingest Load Insert Store Write Index Derive Instantiate Compose Save
            """),
        (VerbKind.Change,
            """
            Update Modify Put Set Change Edit Configure Reset Rename Move Replace Increase Decrease Extend Renew Rotate Upgrade Apply Override Reorder Promote
            Convert Alter Merge Rebuild Reboot Restart Resize Rollback Failover Switchover Scale Tag Untag Archive Unarchive Acknowledge Complete Continue
            Finalize Confirm Close Cancel Abort Retry Resend Respond Reject Decline Deprecate Undeprecate Report Log Notify Mark Assign Unassign Release Reserve
            Synchronize Sync Signal Optimize Split Expand Shrink Withdraw Discard Dismiss Patch Migrate Flush Expire Invalidate Clear Skip Transition Lock Resync
            """),
        (VerbKind.Give, "Add Attach Associate Grant Allow Authorize Share Accept Approve Invite Join Link Connect Map Permit Enroll Redeem Include Advertise Peer Pass Assume Transfer"),
        (VerbKind.Take, "Remove Detach Disassociate Dissociate Revoke Deny Disallow Unlink Disconnect Unshare Deauthorize Unauthorize Leave Exclude Deregister Unregister Unsubscribe Unpeer Retire"),
        (VerbKind.Enable, "Enable Activate Start Resume Monitor Unlock"),
        (VerbKind.Disable, "Disable Deactivate Stop Suspend Pause Unmonitor Deprovision Unpublish Bypass"),
        (VerbKind.Delete, "Delete Terminate Destroy Drop Empty Purge Wipe Erase Forget Dispose Evict"),
        (VerbKind.Run, "Run Invoke Execute Send Converse Synthesize Translate Classify Infer Predict Analyze Recognize Transcribe Chat Sign Encrypt Decrypt Call Inject Deliver Deploy Train"),
        (VerbKind.Buy, "Purchase Buy Subscribe Order"),
    ];

    // How people say it, where adding "ed" would not do.
    private static readonly Dictionary<string, (string Infinitive, string Past)> Wordings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Get"] = ("look at", "looked at"), ["List"] = ("look at", "looked at"), ["Describe"] = ("look at", "looked at"), ["View"] = ("look at", "looked at"),
        ["Head"] = ("look at", "looked at"), ["Show"] = ("look at", "looked at"), ["Lookup"] = ("look up", "looked up"), ["Select"] = ("query", "queried"), ["Read"] = ("read", "read"),
        ["Detect"] = ("check for", "checked for"), ["Is"] = ("check for", "checked for"), ["Has"] = ("check for", "checked for"), ["Contains"] = ("check for", "checked for"),
        ["Find"] = ("find", "found"), ["Build"] = ("build", "built"), ["Initiate"] = ("start", "started"), ["Setup"] = ("set up", "set up"), ["Backup"] = ("back up", "backed up"),
        ["Submit"] = ("submit", "submitted"), ["Write"] = ("write", "wrote"), ["Modify"] = ("change", "changed"), ["Update"] = ("change", "changed"), ["Put"] = ("set", "set"), ["Set"] = ("set", "set"),
        ["Reset"] = ("reset", "reset"), ["Rebuild"] = ("rebuild", "rebuilt"), ["Rollback"] = ("roll back", "rolled back"), ["Failover"] = ("fail over", "failed over"),
        ["Switchover"] = ("switch over", "switched over"), ["Tag"] = ("tag", "tagged"), ["Untag"] = ("untag", "untagged"), ["Resend"] = ("resend", "resent"), ["Respond"] = ("respond to", "responded to"),
        ["Log"] = ("log", "logged"), ["Split"] = ("split", "split"), ["Shrink"] = ("shrink", "shrank"), ["Withdraw"] = ("withdraw", "withdrew"), ["Skip"] = ("skip", "skipped"),
        ["Map"] = ("map", "mapped"), ["Transfer"] = ("transfer", "transferred"), ["Permit"] = ("permit", "permitted"), ["Leave"] = ("leave", "left"), ["Unsubscribe"] = ("unsubscribe from", "unsubscribed from"),
        ["Stop"] = ("stop", "stopped"), ["Cancel"] = ("cancel", "cancelled"), ["Purchase"] = ("buy", "bought"), ["Drop"] = ("delete", "deleted"), ["Forget"] = ("forget", "forgot"), ["Dispose"] = ("dispose of", "disposed of"), ["Run"] = ("run", "ran"), ["Send"] = ("send", "sent"),
        ["Converse"] = ("use", "used"), ["Chat"] = ("use", "used"), ["Invoke"] = ("call", "called"), ["Buy"] = ("buy", "bought"), ["Subscribe"] = ("subscribe to", "subscribed to"),
    };

    private static readonly FrozenDictionary<string, Verb> All =
        Kinds.SelectMany(kind => kind.Names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(name => (name, kind.Kind)))
            .ToFrozenDictionary(verb => verb.name, verb => Say(verb.name, verb.Kind), StringComparer.OrdinalIgnoreCase);

    /// <summary>Null of a word that is no verb of AWS's.</summary>
    public static Verb? Find(string word) => All.GetValueOrDefault(word);

    private static Verb Say(string name, VerbKind kind)
    {
        var verb = name.ToLowerInvariant();
        var spelt = verb.EndsWith("lyze", StringComparison.Ordinal) || (verb.EndsWith("ize", StringComparison.Ordinal) && verb is not "resize") ? verb[..^2] + "se" : verb;
        var (infinitive, past) = Wordings.TryGetValue(name, out var words) ? words : (spelt, PastOf(spelt));
        return new Verb(kind, infinitive, past);
    }

    private static string PastOf(string verb) =>
        verb switch
        {
            [.., 'e'] => verb + "d",
            [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => verb[..^1] + "ied",
            _ => verb + "ed",
        };
}
