namespace RootWatch.Cli.Scan.Shapes;

internal static class KnownShapes
{
    /// <summary>All shapes, the surest signs first: <c>message</c> stands in many of them.</summary>
    public static readonly IReadOnlyList<IShape> All =
    [
        new Rows(),
        new NothingToRead(),
        new LogFileNotice(),
        new OcsfEvent(),
        new CarriedText(),
        new PackedData(),
        new SearchAnswer(),
        new RecordWithoutIdentity(),
        new ElasticDocument(),
        new CarriedObject(),
        new Columns(),
    ];
}
