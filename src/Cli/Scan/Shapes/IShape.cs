using System.Text.Json;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>A shape in which people keep records, known by what it holds.</summary>
internal interface IShape
{
    /// <summary>Hands on what it carries, or names what is missing.</summary>
    /// <returns>False where the JSON has another shape.</returns>
    bool TryUnwrap(JsonElement json, Unwrapper unwrapper);
}
