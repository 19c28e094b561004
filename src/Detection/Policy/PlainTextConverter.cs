namespace RootWatch.Detection.Policy;

internal sealed class PlainTextConverter() : TextConverter<PlainText>("one line of 1 to 200 characters without angle or square brackets")
{
    protected override bool TryParse(string text, out PlainText value)
    {
        value = new PlainText(text);
        return PlainText.Fits(text);
    }
}
