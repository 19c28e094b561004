@description('Prefix of the names.')
param name string

@description('Who is told.')
param actionGroupId string

@description('Tags of every resource.')
param tags { *: string }

@description('What to do about any of them.')
var deployment = 'A deployment of RootWatch does this, too. If nobody deployed: see in the Activity Log who did it, take that person\'s or program\'s roles away, deploy again, and read what root did meanwhile in CloudTrail\'s event history.'

@description('What Azure\'s control plane did, told without the function, its settings or its storage.')
var rules = [
  {
    key: 'tampering-function'
    text: 'Somebody stopped, restarted, changed or deleted the function or its plan. While it does not run, root use is not told, and its events wait in the dead-letter queue in AWS for 14 days.'
    operations: [
      'Microsoft.Web/sites/stop/action'
      'Microsoft.Web/sites/restart/action'
      'Microsoft.Web/sites/write'
      'Microsoft.Web/sites/delete'
      'Microsoft.Web/sites/functions/delete'
      'Microsoft.Web/sites/functions/properties/state/write'
      'Microsoft.Web/sites/networkConfig/write'
      'Microsoft.Web/sites/networkConfig/delete'
      'Microsoft.Web/serverfarms/write'
      'Microsoft.Web/serverfarms/delete'
    ]
  }
  {
    key: 'tampering-settings'
    text: 'Somebody changed the function\'s settings, its keys, or how a package may be published to it.'
    operations: [
      'Microsoft.Web/sites/config/write'
      'Microsoft.Web/sites/config/delete'
      'Microsoft.Web/sites/host/functionkeys/write'
      'Microsoft.Web/sites/host/functionkeys/delete'
      'Microsoft.Web/sites/host/systemkeys/write'
      'Microsoft.Web/sites/host/systemkeys/delete'
      'Microsoft.Web/sites/functions/keys/write'
      'Microsoft.Web/sites/functions/keys/delete'
      'Microsoft.Web/sites/functions/masterkey/write'
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies/write'
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies/ftp/write'
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies/scm/write'
      'Microsoft.Web/sites/newpassword/action'
      'Microsoft.Web/sites/publishxml/action'
      'Microsoft.Web/sites/config/list/action'
      'Microsoft.Web/sites/extensions/write'
      'Microsoft.Web/sites/publish/action'
    ]
  }
  {
    key: 'tampering-roles'
    text: 'Somebody gave or took a role in the group of RootWatch, or changed the identity that AWS trusts.'
    operations: [
      'Microsoft.Authorization/roleAssignments/write'
      'Microsoft.Authorization/roleAssignments/delete'
      'Microsoft.Authorization/roleDefinitions/write'
      'Microsoft.Authorization/roleDefinitions/delete'
      'Microsoft.ManagedIdentity/userAssignedIdentities/write'
      'Microsoft.ManagedIdentity/userAssignedIdentities/delete'
      'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'
      'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete'
    ]
  }
  {
    key: 'tampering-vault'
    text: 'Somebody changed the vault, who reaches it, or a secret through Resource Manager.'
    operations: [
      'Microsoft.KeyVault/vaults/write'
      'Microsoft.KeyVault/vaults/delete'
      'Microsoft.KeyVault/vaults/accessPolicies/write'
      'Microsoft.KeyVault/vaults/secrets/write'
      'Microsoft.KeyVault/vaults/privateEndpointConnections/write'
      'Microsoft.KeyVault/vaults/privateEndpointConnections/delete'
      'Microsoft.Network/privateEndpoints/write'
      'Microsoft.Network/privateEndpoints/delete'
    ]
  }
  {
    key: 'tampering-storage'
    text: 'Somebody changed the storage, who reaches it, listed or made its keys, or deleted the ledger.'
    operations: [
      'Microsoft.Storage/storageAccounts/write'
      'Microsoft.Storage/storageAccounts/delete'
      'Microsoft.Storage/storageAccounts/listKeys/action'
      'Microsoft.Storage/storageAccounts/regenerateKey/action'
      'Microsoft.Storage/storageAccounts/listAccountSas/action'
      'Microsoft.Storage/storageAccounts/listServiceSas/action'
      'Microsoft.Storage/storageAccounts/blobServices/write'
      'Microsoft.Storage/storageAccounts/blobServices/containers/delete'
      'Microsoft.Storage/storageAccounts/tableServices/tables/delete'
      'Microsoft.Storage/storageAccounts/localUsers/write'
      'Microsoft.Storage/storageAccounts/privateEndpointConnections/write'
      'Microsoft.Storage/storageAccounts/privateEndpointConnections/delete'
    ]
  }
  {
    key: 'tampering-alerts'
    text: 'Somebody changed or deleted what watches RootWatch: an alert, the action group, a rule that suppresses alerts, diagnostic settings, the workspace, or a lock.'
    operations: [
      'Microsoft.Insights/activityLogAlerts/write'
      'Microsoft.Insights/activityLogAlerts/delete'
      'Microsoft.Insights/scheduledQueryRules/write'
      'Microsoft.Insights/scheduledQueryRules/delete'
      'Microsoft.Insights/actionGroups/write'
      'Microsoft.Insights/actionGroups/delete'
      'Microsoft.AlertsManagement/actionRules/write'
      'Microsoft.AlertsManagement/actionRules/delete'
      'Microsoft.EventGrid/systemTopics/write'
      'Microsoft.EventGrid/systemTopics/delete'
      'Microsoft.EventGrid/systemTopics/eventSubscriptions/write'
      'Microsoft.EventGrid/systemTopics/eventSubscriptions/delete'
      'Microsoft.Insights/diagnosticSettings/write'
      'Microsoft.Insights/diagnosticSettings/delete'
      'Microsoft.Insights/components/delete'
      'Microsoft.OperationalInsights/workspaces/write'
      'Microsoft.OperationalInsights/workspaces/delete'
      'Microsoft.Authorization/locks/write'
      'Microsoft.Authorization/locks/delete'
    ]
  }
]

resource alerts 'Microsoft.Insights/activityLogAlerts@2026-01-01' = [
  for rule in rules: {
    name: 'alert-${name}-${rule.key}'
    location: 'global'
    tags: tags
    properties: {
      description: '${rule.text} ${deployment}'
      enabled: true
      scopes: [resourceGroup().id]
      condition: {
        allOf: [
          {
            field: 'category'
            equals: 'Administrative'
          }
          // An act has an entry when it begins and one when it is done: one is told.
          {
            field: 'status'
            equals: 'Succeeded'
          }
          {
            anyOf: map(rule.operations, operation => {
              field: 'operationName'
              equals: operation
            })
          }
        ]
      }
      actions: {
        actionGroups: [
          {
            actionGroupId: actionGroupId
          }
        ]
      }
    }
  }
]
