@description('Where the workspace lives.')
param location string

@description('Prefix of the names.')
param name string

@description('The identity that sends telemetry, by resource id.')
param identityId string

@description('The same, by object id.')
param principalId string

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('Tags of every resource.')
param tags { *: string }

@description('Monitoring Metrics Publisher: the right to send telemetry, and nothing else.')
var metricsPublisher = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '3913510d-42f4-4e42-8a64-420c390055eb'
)

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  kind: 'web'
  tags: tags
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

// Named by the identity's resource id: what-if cannot know an object id before the identity is there.
resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identityId, metricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: metricsPublisher
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('The workspace, for queries and diagnostic settings.')
output workspaceId string = workspace.id

@description('Where telemetry goes. It opens nothing without the role.')
output connectionString string = insights.properties.ConnectionString
