namespace RootWatch.Detection.Policy;

/// <summary>A part of the policy whose members must fit together.</summary>
public interface IPolicyRule
{
    /// <summary>What does not fit, one sentence; null where everything does.</summary>
    string? Fault();
}
