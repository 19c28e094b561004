@description('Where the topic lives: where the vault does.')
param location string

@description('Prefix of the names.')
param name string

@description('The vault whose secrets expire.')
param vaultName string

@description('Who is told.')
param actionGroupId string

@description('Tags of every resource.')
param tags { *: string }

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'egst-${name}'
  location: location
  tags: tags
  properties: {
    source: vault.id
    topicType: 'Microsoft.KeyVault.vaults'
  }

  // Key Vault says 30 days before a secret expires that it will, and once more when it has. That becomes an alert
  // without the function, which may be what no longer works by then.
  resource expiry 'eventSubscriptions' = {
    name: 'secret-expiry'
    properties: {
      // Alerts take no other schema.
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: {
        includedEventTypes: [
          'Microsoft.KeyVault.SecretNearExpiry'
          'Microsoft.KeyVault.SecretExpired'
        ]
      }
      destination: {
        endpointType: 'MonitorAlert'
        properties: {
          severity: 'Sev1'
          description: 'A secret of RootWatch expires within 30 days, or has expired: with eventbridge-client-secret, EventBridge can no longer deliver. Rotate it (docs/deploy.md).'
          actionGroups: [actionGroupId]
        }
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
    }
  }
}
