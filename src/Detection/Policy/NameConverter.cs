namespace RootWatch.Detection.Policy;

internal sealed class NameConverter<T>() : TextConverter<T>($"one of {string.Join(", ", Enum.GetNames<T>())}")
    where T : struct, Enum
{
    protected override bool TryParse(string text, out T value) =>
        Enum.TryParse(text, out value) && Enum.GetNames<T>().Contains(text, StringComparer.Ordinal);
}
