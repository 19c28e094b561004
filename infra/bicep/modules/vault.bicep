@description('Where the vault lives.')
param location string

@description('Its name: 3 to 24 letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param name string

@description('The identity of the function, by resource id.')
param identityId string

@description('The same, by object id.')
param principalId string

@description('Whether Teams is told through Graph, so that the function keeps its tokens here.')
param keepsTokens bool

@description('The id of the key that links are signed with.')
param linkKeyId string

@description('The value of that key; empty: the secret stays as it is.')
@secure()
param linkKey string

@description('The URL of the Teams flow; empty: the secret stays as it is.')
@secure()
param teamsWorkflowUrl string

@description('The client secret of the app registration that Graph knows; empty: the secret stays as it is.')
@secure()
param graphClientSecret string

@description('The client secret that EventBridge shows with OAuth; empty: the secret stays as it is.')
@secure()
param eventBridgeSecret string

@description('The key id of that client secret in Entra ID.')
param eventBridgeKeyId string

@description('When it expires, in seconds since 1970; 0: never.')
param eventBridgeSecretExpires int

@description('Whether an empty token cache is written, for a service account that signs in for the first time.')
param newTokenCache bool

@description('Whether the vault answers in the virtual network alone.')
param privateNetwork bool

@description('Whether a lock keeps it from being deleted.')
param lock bool

@description('Where diagnostic logs go.')
param workspaceId string

@description('Tags of every resource.')
param tags { *: string }

@description('Key Vault Secrets User: reads secrets, and nothing else.')
var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)
@description('Key Vault Secrets Officer: writes secrets. The function has it on its token cache alone.')
var secretsOfficer = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
)
@description('The secret that keeps the tokens of Teams through Graph.')
var tokenCacheName = 'teams-graph-token-cache'

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }
}

resource linkKeySecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(linkKey)) {
  parent: vault
  name: 'link-key-${linkKeyId}'
  properties: {
    value: linkKey
  }
}

resource teamsWorkflowSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(teamsWorkflowUrl)) {
  parent: vault
  name: 'teams-workflow-url'
  properties: {
    value: teamsWorkflowUrl
  }
}

resource graphSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(graphClientSecret)) {
  parent: vault
  name: 'teams-graph-client-secret'
  properties: {
    value: graphClientSecret
  }
}

resource eventBridgeClientSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(eventBridgeSecret)) {
  parent: vault
  name: 'eventbridge-client-secret'
  properties: {
    value: eventBridgeSecret
    contentType: eventBridgeKeyId
    attributes: eventBridgeSecretExpires > 0
      ? {
          enabled: true
          exp: eventBridgeSecretExpires
        }
      : {
          enabled: true
        }
  }
}

resource newTokens 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (newTokenCache) {
  parent: vault
  name: tokenCacheName
  properties: {
    // An empty cache, in base64: {}.
    value: 'e30='
  }
}

resource tokens 'Microsoft.KeyVault/vaults/secrets@2026-05-15' existing = {
  parent: vault
  name: tokenCacheName
}

// Named by the identity's resource id: what-if cannot know an object id before the identity is there.
resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identityId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource writesTokens 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (keepsTokens) {
  name: guid(tokens.id, identityId, secretsOfficer)
  scope: tokens
  properties: {
    roleDefinitionId: secretsOfficer
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
  // A role needs the secret that it is about.
  dependsOn: [newTokens]
}

resource deletionLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'rootwatch'
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'The secrets that RootWatch needs to alert.'
  }
}

// The only stable version, 2016-09-01, knows no category groups.
#disable-next-line use-recent-api-versions
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'rootwatch'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

@description('Its name.')
output name string = vault.name
