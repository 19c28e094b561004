using System.Collections.Immutable;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.History;

/// <summary>
/// What is usual for one account's root. It is learned only from sessions that ended in good standing, or that somebody
/// with the right to do so called legitimate, so that an intruder cannot teach it.
/// </summary>
public sealed record AccountProfile
{
    // The oldest are forgotten: who comes from so many networks has no usual one.
    private const int Most = 64;

    /// <summary>An account about which nothing is known yet.</summary>
    public static AccountProfile Empty { get; } = new();

    /// <summary>Networks (/24 and /48), the longest known first.</summary>
    public ImmutableList<string> Networks { get; init; } = [];

    /// <summary>Kinds of programs, the longest known first.</summary>
    public ImmutableList<string> Agents { get; init; } = [];

    /// <summary>Regions that something was changed in, the longest known first.</summary>
    public ImmutableList<string> Regions { get; init; } = [];

    /// <summary>Services that something was changed with, the longest known first.</summary>
    public ImmutableList<string> Services { get; init; } = [];

    /// <summary>Whether the last such session was opened with MFA; false where no session says.</summary>
    public bool UsesMfa { get; init; }

    /// <summary>When the last such session ended, UTC; null where there was none.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>How many sessions it was learnt from.</summary>
    public int Sessions { get; init; }

    /// <summary>Learns from a session that may teach; from any other, nothing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isLegitimate">Somebody who may say so called it legitimate: then it teaches whatever its standing.</param>
    public AccountProfile Learn(SessionState session, bool isLegitimate) =>
        session.SessionKey is null || session.Sightings.IsEmpty || (session.Standing != Standing.Good && !isLegitimate)
            ? this
            : new AccountProfile
            {
                Networks = With(Networks, session.Sightings.Select(sighting => sighting.Network)),
                Agents = With(Agents, session.Agents),
                Regions = With(Regions, session.Regions),
                Services = With(Services, session.Services),
                UsesMfa = session.Mfa == MfaState.Unknown ? UsesMfa : session.Mfa == MfaState.Used,
                LastUsed = LastUsed is { } last && last > session.End ? last : session.End,
                Sessions = Sessions + 1,
            };

    /// <summary>Whether such a session came from a network.</summary>
    public bool Knows(string? network) => network is not null && Networks.Contains(network);

    private static ImmutableList<string> With(ImmutableList<string> known, IEnumerable<string> found)
    {
        foreach (var item in found)
        {
            known = known.Contains(item) ? known : known.Add(item);
        }

        return known.Count > Most ? known.RemoveRange(0, known.Count - Most) : known;
    }
}
