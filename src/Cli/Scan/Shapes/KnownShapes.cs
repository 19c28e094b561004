namespace RootWatch.Cli.Scan.Shapes;

internal static class KnownShapes
{
    /// <summary>All shapes, the surest signs first: <c>message</c> stands in many of them.</summary>
    public static readonly IReadOnlyList<IShape> All =
    [
        new Rows(),
        new FileWithoutEvents(),
        new LogFileNotice(),
        new OcsfEvent(),
        new EmbeddedText(),
        new PackedData(),
        new SearchAnswer(),
        new RecordWithoutIdentity(),
        new ElasticDocument(),
        new EmbeddedObject(),
        new Columns(),
    ];
}
