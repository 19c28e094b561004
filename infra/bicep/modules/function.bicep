@description('Where the function lives.')
param location string

@description('Its name, which is also its host name.')
param name string

@description('The identity that it runs as.')
param identityId string

@description('The same, by client id.')
param identityClientId string

@description('The container that its package is deployed to.')
param deploymentContainer string

@description('The storage account of the Functions host.')
param storageAccountName string

@description('The vault of the function keys.')
param vaultUri string

@description('How many instances are always ready for HTTP. With none, the first event after a pause meets a cold start, and EventBridge waits no longer than 5 s.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int

@description('The most instances.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('Application Insights.')
param connectionString string

@description('The settings of the function.')
param settings object

@description('Where diagnostic logs go.')
param workspaceId string

@description('Tags of every resource.')
param tags object

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
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
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  // azd deploys to the resource that is tagged so.
  tags: union(tags, { 'azd-service-name': 'function' })
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
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
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
        instanceMemoryMB: 2048
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
    }
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
    properties: union(settings, {
      AzureWebJobsStorage__accountName: storageAccountName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      // No welcome page at the root: it tells strangers what runs here.
      AzureWebJobsDisableHomepage: 'true'
      AzureWebJobsSecretStorageType: 'keyvault'
      AzureWebJobsSecretStorageKeyVaultUri: vaultUri
      AzureWebJobsSecretStorageKeyVaultClientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
      Links__BaseUrl: 'https://${app.properties.defaultHostName}'
    })
  }
}

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

@description('Its address.')
output baseUrl string = 'https://${app.properties.defaultHostName}'
