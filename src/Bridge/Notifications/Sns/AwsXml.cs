using System.Xml;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>An answer of AWS's query protocol, as far as it came.</summary>
internal sealed class AwsXml
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private AwsXml()
    {
    }

    /// <summary>The document element's name; null where this is no XML.</summary>
    public string? Root { get; private set; }

    /// <summary>Whether the document came to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The text of the first element of that name; null where it has none, or was cut in the middle.</summary>
    public string? this[string element] => _texts.TryGetValue(element, out var text) ? text : null;

    public static AwsXml Read(ReadOnlyMemory<byte> body)
    {
        var xml = new AwsXml();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), Settings);
            xml.Read(reader);
        }
        catch (XmlException)
        {
            // No XML, or cut: what was read until then counts.
        }

        return xml;
    }

    private void Read(XmlReader reader)
    {
        var text = string.Empty;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Root ??= reader.LocalName;
                    text = string.Empty;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text += reader.Value;
                    break;
                case XmlNodeType.EndElement:
                    if (!string.IsNullOrWhiteSpace(text))
                    {
                        _texts.TryAdd(reader.LocalName, text.Trim());
                    }

                    text = string.Empty;
                    break;
                default:
                    break;
            }
        }

        IsComplete = Root is not null;
    }
}
