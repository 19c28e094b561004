using System.Runtime.InteropServices;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>Asks a request all its questions while it is read once.</summary>
internal static class RequestReading
{
    public static RequestFacts Read(JsonElement request, ApiCall call, OwnAccounts own)
    {
        var target = new TargetReader(call);
        var letsIn = new LetsInReader(call, own);
        var network = new NetworkReader(call);
        var removal = new RemovalReader(call);
        var everything = new EverythingReader(call);
        var denial = new DenialReader();
        var machines = new MachineReader(call);
        var machineType = new MachineTypeReader();
        var commitment = new CommitmentReader();
        ProtectionReader[] protections = [new FlagReader(call), new EventSelectorReader(call), new RecorderReader(call), new FindingReader(call), new PasswordPolicyReader(call), new EmptiedReader(call)];

        var walk = new RequestWalk([target, letsIn, network, removal, everything, denial, machines, machineType, commitment, .. protections]);
        if (request.ValueKind != JsonValueKind.Undefined)
        {
            walk.Read(JsonMarshal.GetRawUtf8Value(request));
        }

        return new RequestFacts(
            TargetUser: target.User?.Cut(),
            Status: target.Status?.Cut(),
            MfaDelete: target.MfaDelete?.Cut(),
            Instances: machines.Instances,
            InstanceType: machineType.Result,
            NamesRootWatch: walk.NamesRootWatch,
            TaskPolicy: target.TaskPolicy?.Cut(),
            LetsIn: letsIn.Result,
            OpensNetwork: network.Result,
            Protection: protections.Max(reader => reader.Result),
            Removes: removal.Result,
            AllowsEverything: everything.Result,
            ScaledToZero: machines.ScaledToZero,
            Months: commitment.Months,
            Money: commitment.Money,
            TargetDevice: target.Device?.AsId(),
            Denies: denial.Result,
            AsksForHigherLimit: target.AsksForHigherLimit,
            OpenedRegion: target.OpenedRegion?.Cut());
    }
}
