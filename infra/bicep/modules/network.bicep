@description('Where the network lives.')
param location string

@description('Prefix of the names.')
param name string

@description('Its own name.')
param networkName string

@description('The storage account that is reached privately.')
param storageName string

@description('The vault that is reached privately.')
param vaultName string

@description('Tags of every resource.')
param tags { *: string }

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

@description('What is reached privately, each with the zone that its name is looked up in.')
var endpoints = [
  {
    key: 'blob'
    zone: 'privatelink.blob.${environment().suffixes.storage}'
  }
  {
    key: 'table'
    zone: 'privatelink.table.${environment().suffixes.storage}'
  }
  {
    key: 'vault'
    // privatelink.vaultcore.azure.net, and so on in the other clouds.
    zone: replace(environment().suffixes.keyvaultDns, '.vault.', 'privatelink.vaultcore.')
  }
]

resource rules 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
  properties: {
    // Azure's own rules let nothing in but from the network itself.
    securityRules: [
      {
        name: 'no-remote-desktops'
        properties: {
          priority: 4000
          direction: 'Outbound'
          access: 'Deny'
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRanges: ['22', '3389']
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: networkName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: ['10.90.0.0/24']
    }
    subnets: [
      {
        name: 'snet-function'
        properties: {
          // Flex Consumption takes an address for each instance or several.
          addressPrefix: '10.90.0.0/26'
          // Calls to AWS, Teams and Entra ID go out to the internet, without a gateway to pay for.
          defaultOutboundAccess: true
          networkSecurityGroup: {
            id: rules.id
          }
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: '10.90.0.64/27'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
          networkSecurityGroup: {
            id: rules.id
          }
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for endpoint in endpoints: {
    name: endpoint.zone
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (endpoint, index) in endpoints: {
    parent: zones[index]
    name: networkName
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for endpoint in endpoints: {
    name: 'pep-${name}-${endpoint.key}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: '${network.id}/subnets/snet-endpoints'
      }
      privateLinkServiceConnections: [
        {
          name: endpoint.key
          properties: {
            privateLinkServiceId: endpoint.key == 'vault' ? vault.id : storage.id
            groupIds: [endpoint.key]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (endpoint, index) in endpoints: {
    parent: privateEndpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: endpoint.key
          properties: {
            privateDnsZoneId: zones[index].id
          }
        }
      ]
    }
  }
]
