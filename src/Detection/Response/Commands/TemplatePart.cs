namespace RootWatch.Detection.Response.Commands;

/// <summary>A part of a template's word.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, or the name of the slot, variable or placeholder.</param>
internal sealed record TemplatePart(TemplatePartKind Kind, string Text);
