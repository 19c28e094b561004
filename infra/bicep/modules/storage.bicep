@description('Where the account lives.')
param location string

@description('Its name: 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('How it is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param sku string

@description('The table of the ledger.')
param tableName string

@description('The container that the package is deployed to.')
param deploymentContainerName string

@description('The identity of the function, by resource id.')
param identityId string

@description('The same, by object id.')
param principalId string

@description('Whether the account answers in the virtual network alone.')
param privateNetwork bool

@description('Whether a lock keeps it from being deleted.')
param lock bool

@description('Where diagnostic logs go.')
param workspaceId string

@description('Tags of every resource.')
param tags { *: string }

@description('Storage Blob Data Owner: what the Functions host is documented to need of its own storage. It makes containers for its locks, the timer\'s record and the function keys, and reads the deployed package.')
var blobDataOwner = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
)
@description('Storage Table Data Contributor: the ledger, and no other table. The host would also keep its diagnostic events in tables; where it may not, it goes on without.')
var tableDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
)

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource deployments 'containers' = {
      name: deploymentContainerName
      properties: {
        publicAccess: 'None'
      }
    }
  }

  resource tables 'tableServices' = {
    name: 'default'

    resource ledger 'tables' = {
      name: tableName
    }
  }
}

// Named by the identity's resource id: what-if cannot know an object id before the identity is there.
resource blobRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityId, blobDataOwner)
  scope: account
  properties: {
    roleDefinitionId: blobDataOwner
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::tables::ledger.id, identityId, tableDataContributor)
  scope: account::tables::ledger
  properties: {
    roleDefinitionId: tableDataContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource deletionLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'rootwatch'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'The ledger of RootWatch, and the package and keys of its function.'
  }
}

// The only stable version, 2016-09-01, is of a time before Storage had settings of its own.
#disable-next-line use-recent-api-versions
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'rootwatch'
  scope: account::tables
  properties: {
    workspaceId: workspaceId
    // Who deleted or changed the ledger. Reads and writes of its own are too many to keep.
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

// Who deleted the function keys or the package. The same version as above, for the same reason.
#disable-next-line use-recent-api-versions
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'rootwatch'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}
