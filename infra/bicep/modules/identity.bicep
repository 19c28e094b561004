@description('Where the identity lives.')
param location string

@description('Its name.')
param name string

@description('Tags of every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Its resource id.')
output id string = identity.id

@description('Its client id, for settings.')
output clientId string = identity.properties.clientId

@description('Its object id, for role assignments and for AWS.')
output principalId string = identity.properties.principalId
