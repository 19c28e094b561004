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
param maximumInstances int = 40

@description('How much memory an instance has, in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Whether the instances are spread over zones. Azure then keeps two always ready for HTTP and two for the timer, whatever alwaysReadyInstances says.')
param zoneRedundant bool = false

@description('How instances are replaced when the package or a setting changes, while that is a preview; empty: Azure\'s default.')
@allowed(['', 'Recreate', 'RollingUpdate'])
param siteUpdateStrategy string = ''

@description('Whether storage and vault answer in a virtual network alone, which the function calls out through.')
param privateNetwork bool = false

@description('Whether locks keep the identity, the storage and the vault from being deleted.')
param lock bool = false

@description('How the storage is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
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

@description('The value of the key that signs links, the first of linkKeyIds; empty: the secret stays as it is.')
@secure()
param linkKey string = ''

@description('The URL of the Teams flow; empty: the secret stays as it is.')
@secure()
param teamsWorkflowUrl string = ''

@description('The client secret of the app registration in teamsGraph; empty: the secret stays as it is.')
@secure()
param graphClientSecret string = ''

@description('Whether an empty token cache is written, for a service account that signs in for the first time.')
param newTokenCache bool = false

@description('The client secret that EventBridge shows with OAuth; empty: the secret stays as it is.')
@secure()
param eventBridgeSecret string = ''

@description('The key id of that client secret in Entra ID.')
param eventBridgeKeyId string = ''

@description('When it expires, in seconds since 1970; 0: never.')
@minValue(0)
param eventBridgeSecretExpires int = 0

@description('The address that people reach the function at, such as https://rootwatch.example.com, for links in messages; empty: the function\'s own.')
param baseUrl string = ''

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

@description('Other settings that docs/settings.md lists, with __ for the colon, such as { Notifications__RunbookUrl: \'https://…\' }. No secrets, and nothing that another parameter sets: the deployment fails then.')
param moreSettings { *: string } = {}

@description('Whether the package holds policy.json, the policy of infra/deploy.env.')
param hasPolicy bool = false

@description('Whether the package holds profiles.json, what is usual for each account.')
param hasProfiles bool = false

@description('Whether the package holds country.mmdb, a GeoLite2 database of countries.')
param hasCountries bool = false

@description('Whether the package holds asn.mmdb, a GeoLite2 database of networks.')
param hasNetworks bool = false

@description('Who is told by mail when RootWatch itself is in trouble; empty for nobody.')
param operationsEmail string = ''

@description('Tags of every resource.')
param tags { *: string } = {
  application: 'rootwatch'
}

@description('What sets the names of this deployment apart from others. Every name is known before anything is there, so that what-if can say what a deployment would do.')
var unique = uniqueString(resourceGroup().id, namePrefix)
@description('Names end with it.')
var name = '${namePrefix}-${unique}'
@description('The function app.')
var functionName = 'func-${name}'
@description('The vault of the secrets.')
var vaultName = take('kv-${namePrefix}-${unique}', 24)
@description('The storage account of the ledger and of the Functions host.')
var storageName = take('st${namePrefix}${unique}', 24)
@description('The table of the ledger.')
var tableName = 'RootWatch'
@description('The container that the package is deployed to.')
var deploymentContainerName = 'deployments'
@description('The identity of the function.')
var identityName = 'id-${name}'
@description('The same, by resource id.')
var identityId = resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', identityName)
@description('The virtual network, where there is one.')
var networkName = 'vnet-${name}'
@description('The subnet that the function calls out through.')
var functionSubnetId = resourceId('Microsoft.Network/virtualNetworks/subnets', networkName, 'snet-function')

@description('Settings: the keys that links are signed with.')
var linkKeys = toObject(
  linkKeyIds,
  id => 'Links__Keys__${id}',
  id => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=link-key-${id})'
)

@description('Settings: how SNS is told.')
var amazon = empty(snsTopicArn)
  ? {}
  : {
      Sns__TopicArn: snsTopicArn
      Sns__AmazonQTopicArn: snsAmazonQTopicArn
      Aws__RoleArn: awsRoleArn
      Aws__TokenAudience: awsTokenAudience
    }

@description('Settings: AWS itself is asked.')
var reconcile = empty(readerExternalId) ? {} : { Reconcile__ExternalId: readerExternalId }

@description('Settings: how Teams is told through a flow.')
var workflow = teamsVia == 'Workflow'
  ? {
      Teams__Workflow__Url: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=teams-workflow-url)'
      Teams__Workflow__ReceiptsRequired: string(teamsReceiptsRequired)
    }
  : {}

@description('Settings: how Teams is told through Graph.')
var graph = teamsVia == 'Graph'
  ? {
      Teams__Graph__TenantId: tenant().tenantId
      Teams__Graph__ClientId: teamsGraph.clientId
      Teams__Graph__ClientSecret: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=teams-graph-client-secret)'
      Teams__Graph__TeamId: teamsGraph.teamId
      Teams__Graph__ChannelId: teamsGraph.channelId
      Teams__Graph__TokenCacheSecret: 'https://${vaultName}${environment().suffixes.keyvaultDns}/secrets/teams-graph-token-cache'
    }
  : {}

@description('Settings: which tokens of Entra ID are taken.')
var entra = acceptEntraTokens
  ? {
      Entra__TenantId: tenant().tenantId
      Entra__Audience: awsTokenAudience
    }
  : {}

@description('Where Flex Consumption mounts the package.')
var package = '/home/site/wwwroot'

@description('Settings: files about detection that the package holds.')
var detection = union(
  hasPolicy ? { Detection__PolicyPath: '${package}/policy.json' } : {},
  hasProfiles ? { Detection__ProfilesPath: '${package}/profiles.json' } : {}
)

@description('Settings: databases of places that the package holds.')
var geoLite2 = union(
  hasCountries ? { GeoLite2__CountryPath: '${package}/country.mmdb' } : {},
  hasNetworks ? { GeoLite2__AsnPath: '${package}/asn.mmdb' } : {}
)

module identity 'modules/identity.bicep' = {
  params: {
    location: location
    name: identityName
    lock: lock
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    name: name
    identityId: identityId
    principalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    name: storageName
    sku: storageSku
    tableName: tableName
    deploymentContainerName: deploymentContainerName
    identityId: identityId
    principalId: identity.outputs.principalId
    privateNetwork: privateNetwork
    lock: lock
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    location: location
    name: vaultName
    identityId: identityId
    principalId: identity.outputs.principalId
    keepsTokens: teamsVia == 'Graph'
    linkKeyId: linkKeyIds[0]
    linkKey: linkKey
    teamsWorkflowUrl: teamsWorkflowUrl
    graphClientSecret: graphClientSecret
    eventBridgeSecret: eventBridgeSecret
    eventBridgeKeyId: eventBridgeKeyId
    eventBridgeSecretExpires: eventBridgeSecretExpires
    newTokenCache: newTokenCache
    privateNetwork: privateNetwork
    lock: lock
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    location: location
    name: name
    networkName: networkName
    storageName: storageName
    vaultName: vaultName
    tags: tags
  }
  dependsOn: [storage, vault]
}

module function 'modules/function.bicep' = {
  params: {
    location: location
    name: functionName
    identityId: identityId
    identityClientId: identity.outputs.clientId
    deploymentContainer: 'https://${storageName}.blob.${environment().suffixes.storage}/${deploymentContainerName}'
    storageAccountName: storageName
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    zoneRedundant: zoneRedundant
    siteUpdateStrategy: siteUpdateStrategy
    subnetId: privateNetwork ? functionSubnetId : ''
    connectionString: monitoring.outputs.connectionString
    baseUrl: baseUrl
    settings: union(
      {
        Ledger__TableServiceUri: 'https://${storageName}.table.${environment().suffixes.storage}/'
        Ledger__TableName: tableName
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
      geoLite2
    )
    moreSettings: moreSettings
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
  // Settings refer to secrets, the host needs its storage, and with a network both are reached through it alone.
  dependsOn: [storage, vault, network]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    name: name
    workspaceId: monitoring.outputs.workspaceId
    operationsEmail: operationsEmail
    heartbeatMinutes: heartbeatMinutes
    tags: tags
  }
}

// After the function: the first deployment is not told as tampering.
module tampering 'modules/tampering.bicep' = {
  params: {
    name: name
    actionGroupId: alerts.outputs.actionGroupId
    tags: tags
  }
  dependsOn: [function]
}

module expiry 'modules/expiry.bicep' = {
  params: {
    location: location
    name: name
    vaultName: vaultName
    actionGroupId: alerts.outputs.actionGroupId
    tags: tags
  }
  dependsOn: [vault]
}

@description('The function app.')
output functionName string = function.outputs.name

@description('Its resource id, for rootwatch verify.')
output functionId string = resourceId('Microsoft.Web/sites', functionName)

@description('FunctionUrl of the hub. EventBridge uses the function\'s own address, whatever people use.')
output eventsUrl string = '${function.outputs.address}/api/events'

@description('BridgeObjectId of the hub.')
output identityObjectId string = identity.outputs.principalId

@description('EntraTenantId of the hub.')
output tenantId string = tenant().tenantId

@description('The vault of the secrets.')
output vaultName string = vaultName

@description('The storage account of the ledger.')
output storageName string = storageName

@description('BridgeAudience of the hub.')
output tokenAudience string = awsTokenAudience
