using System.Text;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.Policy;

public sealed class JsonLinesTests
{
    private const string Json =
        """
        {
          // a comment
          "a": { "b": 1 },
          "list": [
            { "x": [1,
              2] },
            {
              "x": [ { "y": 3 },
                     { "y": 4 }, ],
            },
            5
          ],
          "last": true
        }
        """;

    [Theory]
    [InlineData("$", 1)]
    [InlineData("$.a", 3)]
    [InlineData("$.a.b", 3)]
    [InlineData("$.list", 4)]
    [InlineData("$.list[0]", 5)]
    [InlineData("$.list[0].x[1]", 6)]
    [InlineData("$.list[1]", 7)]
    [InlineData("$.list[1].x[0]", 8)]
    [InlineData("$.list[1].x[0].y", 8)]
    [InlineData("$.list[1].x[1].y", 9)]
    [InlineData("$.list[2]", 11)]
    [InlineData("$.last", 13)]
    public void A_value_begins_in_its_line(string path, int line) => JsonLines.LineOf(Encoding.UTF8.GetBytes(Json), path).ShouldBe(line);
}
