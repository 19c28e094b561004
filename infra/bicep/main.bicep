metadata description = 'RootWatch in Azure: the function, its ledger, its vault, and what watches it.'

@description('Where everything lives.')
param location string = resourceGroup().location

@description('Names begin with it: 3 to 10 lower-case letters and digits.')
@minLength(3)
@maxLength(10)
param namePrefix string = 'rootwatch'

@description('How many instances are always ready. With none, the first event after a pause meets a cold start, and EventBridge waits no longer than 5 s.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int = 1

@description('The most instances.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 10

@description('How the storage is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param storageSku string = 'Standard_ZRS'

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('The alert topic: TopicArn of the hub. Empty until the hub is there.')
param snsTopicArn string = ''

@description('The ARN of a topic for Amazon Q Developer in chat applications, as the hub puts it out. Empty for none.')
param snsAmazonQTopicArn string = ''

@description('The role that the function assumes in AWS: BridgeRoleArn of the hub. Empty until the hub is there.')
param awsRoleArn string = ''

@description('Whom the token for AWS is for, such as api://<application id>; BridgeAudience of the hub says the same.')
param awsTokenAudience string

@description('The external id that the spokes\' role rootwatch-reader asks for: ReaderExternalId of the spokes. Empty: AWS itself is not asked.')
param readerExternalId string = ''

@description('How Teams is told.')
@allowed(['None', 'Workflow', 'Graph'])
param teamsVia string = 'None'

@description('Whether the flow reports what it posted (docs/receipts.md).')
param teamsReceiptsRequired bool = false

@description('With Graph: the app registration, the team and the channel. Its client secret and the token cache are in the vault.')
param teamsGraph {
  clientId: string
  teamId: string
  channelId: string
} = {
  clientId: ''
  teamId: ''
  channelId: ''
}

@description('The ids of the keys that links are signed with; each is a secret link-key-<id> in the vault. Two while one is being rotated.')
@minLength(1)
param linkKeyIds string[] = ['a']

@description('The one that signs.')
param linkSignWith string = linkKeyIds[0]

@description('How many minutes lie between two heartbeats; HeartbeatMinutes of the spokes says the same.')
@minValue(2)
@maxValue(60)
param heartbeatMinutes int = 5

@description('Whether Entra ID tokens open /api/entra/…: for people with RootWatch.Operator, and for EventBridge with OAuth and RootWatch.Sender.')
param acceptEntraTokens bool = false

@description('Other settings that the README lists, with __ for the colon, such as { Notifications__RunbookUrl: \'https://…\' }. No secrets.')
param moreSettings object = {}

@description('Whether the package holds policy.json, the policy of infra/deploy.env.')
param hasPolicy bool = false

@description('Whether the package holds profiles.json, what is usual for each account.')
param hasProfiles bool = false

@description('Whether the package holds country.mmdb, a GeoLite2 database of countries.')
param hasCountries bool = false

@description('Whether the package holds asn.mmdb, a GeoLite2 database of networks.')
param hasNetworks bool = false

@description('Who deploys, and so writes the first secrets; empty for nobody.')
param deployerObjectId string = ''

@description('Whether the deployer is a person or a service principal.')
@allowed(['User', 'ServicePrincipal'])
param deployerType string = 'User'

@description('Who is told by mail when RootWatch itself is in trouble; empty for nobody.')
param operationsEmail string = ''

@description('Tags of every resource.')
param tags object = {
  application: 'rootwatch'
}

var unique = uniqueString(resourceGroup().id, namePrefix)
var name = '${namePrefix}-${unique}'
var vaultName = take('kv-${namePrefix}-${unique}', 24)
var tableName = 'RootWatch'

var linkKeys = toObject(
  linkKeyIds,
  id => 'Links__Keys__${id}',
  id => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=link-key-${id})'
)

var amazon = empty(snsTopicArn)
  ? {}
  : {
      Sns__TopicArn: snsTopicArn
      Sns__AmazonQTopicArn: snsAmazonQTopicArn
      Aws__RoleArn: awsRoleArn
      Aws__TokenAudience: awsTokenAudience
    }

var reconcile = empty(readerExternalId) ? {} : { Reconcile__ExternalId: readerExternalId }

var workflow = teamsVia == 'Workflow'
  ? {
      Teams__Workflow__Url: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=teams-workflow-url)'
      Teams__Workflow__ReceiptsRequired: string(teamsReceiptsRequired)
    }
  : {}

var graph = teamsVia == 'Graph'
  ? {
      Teams__Graph__TenantId: tenant().tenantId
      Teams__Graph__ClientId: teamsGraph.clientId
      Teams__Graph__ClientSecret: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=teams-graph-client-secret)'
      Teams__Graph__TeamId: teamsGraph.teamId
      Teams__Graph__ChannelId: teamsGraph.channelId
      Teams__Graph__TokenCacheSecret: '${vault.outputs.uri}secrets/teams-graph-token-cache'
    }
  : {}

var entra = acceptEntraTokens
  ? {
      Entra__TenantId: tenant().tenantId
      Entra__Audience: awsTokenAudience
    }
  : {}

// Where Flex Consumption mounts the package.
var package = '/home/site/wwwroot'

var detection = union(
  hasPolicy ? { Detection__PolicyPath: '${package}/policy.json' } : {},
  hasProfiles ? { Detection__ProfilesPath: '${package}/profiles.json' } : {}
)

var geoLite2 = union(
  hasCountries ? { GeoLite2__CountryPath: '${package}/country.mmdb' } : {},
  hasNetworks ? { GeoLite2__AsnPath: '${package}/asn.mmdb' } : {}
)

module identity 'modules/identity.bicep' = {
  params: {
    location: location
    name: 'id-${name}'
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    name: name
    principalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    name: take('st${namePrefix}${unique}', 24)
    sku: storageSku
    tableName: tableName
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    location: location
    name: vaultName
    principalId: identity.outputs.principalId
    deployerObjectId: deployerObjectId
    deployerType: deployerType
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module function 'modules/function.bicep' = {
  params: {
    location: location
    name: 'func-${name}'
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    deploymentContainer: storage.outputs.deploymentContainer
    storageAccountName: storage.outputs.name
    vaultUri: vault.outputs.uri
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstances: maximumInstances
    connectionString: monitoring.outputs.connectionString
    settings: union(
      {
        Ledger__TableServiceUri: storage.outputs.tableEndpoint
        Ledger__TableName: tableName
        Aws__ManagedIdentityClientId: identity.outputs.clientId
        Heartbeat__PeriodMinutes: string(heartbeatMinutes)
        Links__SignWith: linkSignWith
        Teams__Via: teamsVia
      },
      linkKeys,
      amazon,
      reconcile,
      workflow,
      graph,
      entra,
      detection,
      geoLite2,
      moreSettings
    )
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    name: name
    workspaceId: monitoring.outputs.workspaceId
    operationsEmail: operationsEmail
    tags: tags
  }
}

@description('The function app.')
output functionName string = function.outputs.name

@description('FunctionUrl of the hub.')
output eventsUrl string = '${function.outputs.baseUrl}/api/events'

@description('BridgeObjectId of the hub.')
output identityObjectId string = identity.outputs.principalId

@description('EntraTenantId of the hub.')
output tenantId string = tenant().tenantId

@description('The vault of the secrets.')
output vaultName string = vault.outputs.name
