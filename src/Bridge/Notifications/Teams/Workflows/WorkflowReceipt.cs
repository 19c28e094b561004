namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>What a flow needs to report that it posted a message.</summary>
/// <param name="Delivery">The delivery's name.</param>
/// <param name="Receipt">Where to POST, once; it is signed.</param>
internal sealed record WorkflowReceipt(string Delivery, Uri Receipt);
