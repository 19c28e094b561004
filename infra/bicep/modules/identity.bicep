@description('Where the identity lives.')
param location string

@description('Its name.')
param name string

@description('Whether a lock keeps it from being deleted.')
param lock bool

@description('Tags of every resource.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

resource deletionLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'rootwatch'
  scope: identity
  properties: {
    level: 'CanNotDelete'
    notes: 'AWS trusts this identity by its object id. A new one of the same name would not be let in.'
  }
}

@description('Its client id, for settings.')
output clientId string = identity.properties.clientId

@description('Its object id, for role assignments and for AWS.')
output principalId string = identity.properties.principalId
