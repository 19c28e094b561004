using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>az deployment group what-if can predict every resource.</summary>
public sealed class WhatIfTests
{
    [Fact]
    public async Task No_name_scope_or_condition_waits_for_another_resource() =>
        RuntimeValues.Find(await Bicep.TemplateAsync()).ShouldBeEmpty();

    [Fact]
    public async Task The_compiler_predicts_every_resource_by_its_id()
    {
        var resources = (await Snapshot.AllOptionsAsync()).Resources;

        resources.ShouldAllBe(resource => !resource["id"]!.ToString().Contains("reference(", StringComparison.Ordinal));
        resources.Select(resource => (string)resource["type"]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe((await Bicep.ResourcesAsync()).Select(resource => (string)resource["type"]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("name", "[guid(reference('identity').principalId)]")]
    [InlineData("scope", "[reference('vault').id]")]
    [InlineData("condition", "[equals(variables('late'), 'x')]")]
    public void A_value_of_runtime_is_found(string part, string value)
    {
        var template = JsonNode.Parse("""{ "variables": { "late": "[reference('a').b]", "early": "x" }, "resources": { "it": { "type": "t", "name": "n" } } }""")!;
        template["resources"]!["it"]![part] = value;

        RuntimeValues.Find(template).ShouldBe([$"main/it: {part}"]);
    }

    [Fact]
    public void A_value_of_runtime_is_found_in_a_module_that_it_is_handed_to()
    {
        var template = JsonNode.Parse(
            """
            {
              "resources": {
                "vault": {
                  "type": "Microsoft.Resources/deployments", "name": "vault",
                  "properties": {
                    "parameters": { "principalId": { "value": "[reference('identity').outputs.principalId.value]" }, "name": { "value": "kv" } },
                    "template": { "resources": { "role": { "type": "t", "name": "[guid(parameters('principalId'))]" }, "it": { "type": "t", "name": "[parameters('name')]" } } }
                  }
                }
              }
            }
            """)!;

        RuntimeValues.Find(template).ShouldBe(["vault/role: name"]);
    }

    [Fact]
    public void A_value_of_runtime_among_the_properties_is_none_of_these() =>
        RuntimeValues.Find(JsonNode.Parse("""{ "resources": { "it": { "type": "t", "name": "n", "properties": { "principalId": "[reference('identity').principalId]" } } } }""")!).ShouldBeEmpty();
}
