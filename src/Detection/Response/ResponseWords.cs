namespace RootWatch.Detection.Response;

/// <summary>What people read for the enumerations of a plan.</summary>
public static class ResponseWords
{
    /// <summary>What the page, the Markdown and the script say of themselves.</summary>
    public const string ChangesNothing = "RootWatch itself changes nothing in AWS. People carry out these steps.";

    /// <summary>What a placeholder is.</summary>
    public const string FillIn = "Text in angle brackets has to be filled in: the records do not show it, or not in a form that is safe in a command.";

    /// <summary>A heading.</summary>
    /// <param name="phase">The phase.</param>
    public static string Of(ResponsePhase phase) =>
        phase switch
        {
            ResponsePhase.Stop => "Stop the use of root",
            ResponsePhase.Contain => "Contain what was left behind",
            ResponsePhase.Restore => "Restore what watches and protects",
            ResponsePhase.KeepEvidence => "Keep evidence",
            ResponsePhase.Remove => "Remove what costs money or was left behind",
            ResponsePhase.Review => "Ask and review",
            _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, message: null),
        };

    /// <summary>Who can do a step.</summary>
    /// <param name="actor">The actor.</param>
    public static string Of(ResponseActor actor) =>
        actor switch
        {
            ResponseActor.Root => "root itself",
            ResponseActor.Administrator => "an administrator of the account",
            ResponseActor.ManagementAccount => "the management account",
            ResponseActor.AwsSupport => "AWS Support",
            ResponseActor.Responder => "the responder",
            _ => throw new ArgumentOutOfRangeException(nameof(actor), actor, message: null),
        };
}
