@description('Where the rules live.')
param location string

@description('Prefix of the names.')
param name string

@description('The workspace that they query.')
param workspaceId string

@description('Who is told by mail; empty for nobody.')
param operationsEmail string

@description('How many minutes lie between two heartbeats.')
@minValue(2)
@maxValue(60)
param heartbeatMinutes int

@description('Tags of every resource.')
param tags { *: string }

@description('The windows that Azure allows, as far as they are needed.')
var windows = [
  { minutes: 15, size: 'PT15M' }
  { minutes: 30, size: 'PT30M' }
  { minutes: 45, size: 'PT45M' }
  { minutes: 60, size: 'PT1H' }
  { minutes: 120, size: 'PT2H' }
  { minutes: 180, size: 'PT3H' }
]
@description('For how long no heartbeat is too long. Three periods must fit, as they do where the bridge itself notices silence.')
var heartbeatWindow = filter(windows, window => window.minutes >= 3 * heartbeatMinutes)[0]

@description('What a gauge showed. The exporter sends a gauge as one value, without the smallest and the largest of several; Azure keeps that in Sum, and what Min and Max hold then is not documented. Sum by ItemCount is right in either case, and where Azure has put several values together, it is their mean.')
var gauge = 'Sum / iff(ItemCount > 0, todouble(ItemCount), 1.0)'

@description('Each query has rows while something is wrong, but the first, which has none then.')
var rules = [
  {
    key: 'heartbeat-absent'
    text: 'No heartbeat has reached RootWatch for ${heartbeatWindow.minutes} minutes: root use would not be noticed. docs/operations.md says what to do.'
    query: 'AppMetrics | where Name == "rootwatch.heartbeats" and Sum > 0'
    windowSize: heartbeatWindow.size
    operator: 'LessThan'
    threshold: 1
    severity: 0
  }
  {
    key: 'server-errors'
    text: 'The function meets errors of its own, or its sweep fails. (503 is also how it asks for another delivery, and is not counted.)'
    query: 'union isfuzzy=true (AppRequests | where toint(ResultCode) >= 500 and ResultCode != "503" or Name == "SweepLedger" and Success == false), (AppMetrics | where Name == "rootwatch.requests.failed" and tostring(Properties.fault) == "Unexpected" and Sum > 0)'
    windowSize: 'PT5M'
    operator: 'GreaterThan'
    threshold: 0
    severity: 1
  }
  {
    key: 'deliveries-due'
    text: 'A message has been due for more than 5 minutes: a channel does not take it.'
    query: 'AppMetrics | where Name == "rootwatch.delivery.due.oldest" and ${gauge} > 300'
    windowSize: 'PT10M'
    operator: 'GreaterThan'
    threshold: 0
    severity: 1
  }
  {
    key: 'ledger-unreachable'
    text: 'The ledger does not answer. Alerts go out all the same, and may be repeats.'
    query: 'AppMetrics | where Name == "rootwatch.ledger.reachable" and ${gauge} < 1'
    windowSize: 'PT10M'
    operator: 'GreaterThan'
    threshold: 0
    severity: 2
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'rootwatch'
    enabled: true
    emailReceivers: empty(operationsEmail)
      ? []
      : [
          {
            name: 'operations'
            emailAddress: operationsEmail
            useCommonAlertSchema: true
          }
        ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'alert-${name}-${rule.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'RootWatch: ${rule.key}'
      description: rule.text
      severity: rule.severity
      enabled: true
      evaluationFrequency: 'PT5M'
      windowSize: rule.windowSize
      scopes: [workspaceId]
      // The first telemetry creates the tables.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [people.id]
      }
    }
  }
]

@description('The action group: who is told.')
output actionGroupId string = people.id
