@description('Where the function lives.')
param location string

@description('Its name, which is also its host name.')
param name string

@description('The identity that it runs as, by resource id.')
param identityId string

@description('The same, by client id.')
param identityClientId string

@description('The container that its package is deployed to, as an address.')
param deploymentContainer string

@description('The storage account of the Functions host.')
param storageAccountName string

@description('How many instances are always ready for HTTP. With none, the first event after a pause meets a cold start, and EventBridge waits no longer than 5 s.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int

@description('The most instances.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('How much memory an instance has, in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int

@description('Whether the instances are spread over zones.')
param zoneRedundant bool

@description('How instances are replaced when the package or a setting changes; empty: Azure\'s default.')
@allowed(['', 'Recreate', 'RollingUpdate'])
param siteUpdateStrategy string

@description('The subnet that calls go out through; empty: none.')
param subnetId string

@description('Application Insights.')
param connectionString string

@description('The address that people reach the function at; empty: its own.')
param baseUrl string

@description('The settings of the function.')
param settings { *: string }

@description('The settings that a person adds to them.')
param moreSettings { *: string }

@description('Where diagnostic logs go.')
param workspaceId string

@description('Tags of every resource.')
param tags { *: string }

@description('Settings that follow from what is deployed here.')
var ownSettings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // No welcome page at the root: it tells strangers what runs here.
  AzureWebJobsDisableHomepage: 'true'
  // The function keys lie beside the host's locks, so that its identity need not write into the vault.
  AzureWebJobsSecretStorageType: 'blob'
  APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
  Aws__ManagedIdentityClientId: identityClientId
  Links__BaseUrl: empty(baseUrl) ? 'https://${app.properties.defaultHostName}' : baseUrl
}

@description('The names of all settings that the template sets. Azure takes names of settings without regard to case.')
var setHere = map(objectKeys(union(settings, ownSettings)), key => toLower(key))
@description('Settings that a person says again. They would be right in one place and wrong in the other, so that is refused, rather than one of them being dropped without a word.')
var setTwice = filter(objectKeys(moreSettings), key => contains(setHere, toLower(replace(key, ':', '__'))))

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'asp-${name}'
  location: location
  kind: 'functionapp'
  tags: tags
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
    }
    functionAppConfig: union(
      {
        deployment: {
          storage: {
            type: 'blobContainer'
            value: deploymentContainer
            authentication: {
              type: 'UserAssignedIdentity'
              userAssignedIdentityResourceId: identityId
            }
          }
        }
        runtime: {
          name: 'dotnet-isolated'
          version: '10.0'
        }
        scaleAndConcurrency: {
          instanceMemoryMB: instanceMemory
          maximumInstanceCount: maximumInstances
          alwaysReady: alwaysReadyInstances == 0
            ? []
            : [
                {
                  name: 'http'
                  instanceCount: alwaysReadyInstances
                }
              ]
        }
      },
      // Of the preview, and not among the compiler's types yet.
      empty(siteUpdateStrategy) ? {} : any({ siteUpdateStrategy: { type: siteUpdateStrategy } })
    )
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: empty(setTwice)
      ? union(moreSettings, settings, ownSettings)
      : fail('ROOTWATCH_SETTINGS sets what the template sets: ${join(setTwice, ', ')}. Use the template\'s own parameter instead (docs/azure-templates.md).')
  }
}

// The only stable version, 2016-09-01, is of a time before function apps had logs.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'rootwatch'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
  }
}

@description('Its name.')
output name string = app.name

@description('Its address in Azure.')
output address string = 'https://${app.properties.defaultHostName}'
