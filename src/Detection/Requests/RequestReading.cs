using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>Asks a request all its questions while it is read once.</summary>
internal static class RequestReading
{
    /// <param name="request">The request's JSON; empty where the record has none.</param>
    /// <param name="call">The call that it belongs to.</param>
    /// <param name="own">The record's own accounts.</param>
    /// <param name="issuedKey">The access key that the call issued.</param>
    public static RequestFacts Read(ReadOnlySpan<byte> request, ApiCall call, OwnAccounts own, string? issuedKey)
    {
        var protections = ProtectionReader.For(call);
        if (request.IsEmpty || request.SequenceEqual("null"u8))
        {
            return new RequestFacts(IssuedKey: issuedKey, Protection: Worst(protections), Removes: call.Revokes);
        }

        var readers = new List<RequestReader>(capacity: 16);
        readers.AddRange(protections);
        var target = With(new TargetReader(call));
        var removal = With(new RemovalReader(call));
        var denial = With(new DenialReader());
        var machineType = With(new MachineTypeReader());
        var commitment = With(new CommitmentReader());

        // Who only looks, or takes away, lets nobody in.
        var gives = !call.Reads && !call.Closes;
        var letsIn = gives ? With(new LetsInReader(call, own)) : null;
        var network = gives ? With(new NetworkReader(call)) : null;
        var everything = gives ? With(new FullAccessReader(call)) : null;
        var machines = call.Reads ? null : With(new MachineReader(call));
        var walk = new RequestWalk(readers);
        walk.Read(request);
        return new RequestFacts(
            TargetUser: target.User?.Cut(),
            Status: target.Status?.Cut(),
            MfaDelete: target.MfaDelete?.Cut(),
            Instances: machines?.Instances ?? 0,
            InstanceType: machineType.Result,
            NamesRootWatch: walk.NamesRootWatch,
            TaskPolicy: target.TaskPolicy?.Cut(),
            IssuedKey: issuedKey,
            LetsIn: letsIn?.Result ?? LetsIn.Nobody,
            OpensNetwork: network?.Result ?? false,
            Protection: Worst(protections),
            Removes: removal.Result,
            AllowsEverything: everything?.Result ?? false,
            ScaledToZero: machines?.ScaledToZero ?? false,
            Months: commitment.Months,
            Money: commitment.Money,
            TargetDevice: target.Device?.AsId(),
            Denies: denial.Result,
            AsksForHigherLimit: target.AsksForHigherLimit,
            OpenedRegion: target.OpenedRegion?.Cut());

        static ProtectionChange Worst(List<ProtectionReader> protections) => protections.Count == 0 ? ProtectionChange.None : protections.Max(reader => reader.Result);

        T With<T>(T reader)
            where T : RequestReader
        {
            readers.Add(reader);
            return reader;
        }
    }
}
