using RootWatch.Detection;

namespace RootWatch.Chaos;

/// <summary>An incident that people must hear of.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Severity">How bad it is when all is known: some message must say so.</param>
/// <param name="Events">The ids of its records.</param>
internal sealed record ExpectedIncident(string Id, Severity Severity, IReadOnlySet<string> Events);
