@description('Where the account lives.')
param location string

@description('Its name: 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('How it is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param sku string

@description('The table of the ledger.')
param tableName string

@description('The identity of the function.')
param principalId string

@description('Where diagnostic logs go.')
param workspaceId string

@description('Tags of every resource.')
param tags object

var deploymentContainerName = 'deployments'

// Storage Blob Data Owner: what the Functions host needs of its own storage (it makes a container for the timer's lock
// and record), and the deployed package.
var blobDataOwner = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
)
// Storage Table Data Contributor: the ledger.
var tableDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
)

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource deployments 'containers' = {
      name: deploymentContainerName
    }
  }

  resource tables 'tableServices' = {
    name: 'default'

    resource ledger 'tables' = {
      name: tableName
    }
  }
}

resource blobRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobDataOwner)
  scope: account
  properties: {
    roleDefinitionId: blobDataOwner
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, tableDataContributor)
  scope: account
  properties: {
    roleDefinitionId: tableDataContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

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

@description('Its name.')
output name string = account.name

@description('The endpoint of its tables.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('The container that the package is deployed to.')
output deploymentContainer string = '${account.properties.primaryEndpoints.blob}${deploymentContainerName}'
