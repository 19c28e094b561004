using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>What is known of the thing that a resource belongs to.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Form">Whether a text can be its id.</param>
/// <param name="Placeholder">What stands in a command for an id that is not known, without brackets.</param>
internal sealed record OwnerFacts(string Name, Func<string, OwnAccounts, bool> Form, string Placeholder);
