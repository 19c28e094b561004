using System.Xml;

namespace RootWatch.Bridge.AccountReader;

/// <summary>The texts of an answer of AWS's query protocol, in order.</summary>
internal static class AwsElements
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Each element that holds nothing but text; none where this is no whole XML document.</summary>
    public static IReadOnlyList<(string Name, string Text)> Read(byte[] body)
    {
        var elements = new List<(string, string)>();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), Settings);
            var text = string.Empty;
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    text += reader.Value;
                }
                else if (reader.NodeType is XmlNodeType.EndElement && !string.IsNullOrWhiteSpace(text))
                {
                    elements.Add((reader.LocalName, text.Trim()));
                    text = string.Empty;
                }
                else
                {
                    text = string.Empty;
                }
            }
        }
        catch (XmlException)
        {
            return [];
        }

        return elements;
    }
}
