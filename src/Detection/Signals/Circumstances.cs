using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Signals;

/// <summary>All that an assessment depends on.</summary>
/// <param name="Record">The record.</param>
/// <param name="Entry">The catalogue entry that speaks for it.</param>
/// <param name="At">When it happened, or else when it arrived; UTC.</param>
/// <param name="Session">Its session as it was before it.</param>
/// <param name="Account">Its account as it was before it.</param>
/// <param name="Policy">The organization's policy.</param>
internal sealed record Circumstances(
    RootRecord Record, CatalogueEntry Entry, DateTimeOffset At, SessionState Session, AccountState Account, DetectionPolicy Policy)
{
    public AccountProfile Profile => Account.Profile;

    /// <inheritdoc cref="RootRecord.IsDoneByRoot"/>
    public bool IsDoneByRoot => Record.IsDoneByRoot;

    public bool IsSignIn => IsDoneByRoot && Entry.Activity == Activity.ConsoleSignIn && Record.SessionKey is not null;

    public bool IsChange => IsDoneByRoot && !Record.IsRead && !IsSignIn;

    /// <summary>A network that this session has not been seen in yet; null where there is none.</summary>
    public string? NewInSession =>
        IsDoneByRoot && !Session.IsFromItsShell(Record) && Record.Network is { } network && !Session.IsSeenIn(network) ? network : null;
}
