using './main.bicep'

// Each has its say in the environment; deploy.sh and azd set them.
param namePrefix = readEnvironmentVariable('ROOTWATCH_NAME_PREFIX', 'rootwatch')
param alwaysReadyInstances = int(readEnvironmentVariable('ROOTWATCH_ALWAYS_READY', '1'))
param snsTopicArn = readEnvironmentVariable('ROOTWATCH_SNS_TOPIC_ARN', '')
param snsAmazonQTopicArn = readEnvironmentVariable('ROOTWATCH_AMAZON_Q_TOPIC_ARN', '')
param awsRoleArn = readEnvironmentVariable('ROOTWATCH_AWS_ROLE_ARN', '')
param awsTokenAudience = readEnvironmentVariable('ROOTWATCH_TOKEN_AUDIENCE', '')
param readerExternalId = readEnvironmentVariable('ROOTWATCH_READER_EXTERNAL_ID', '')
param teamsVia = readEnvironmentVariable('ROOTWATCH_TEAMS_VIA', 'None')
param teamsReceiptsRequired = bool(readEnvironmentVariable('ROOTWATCH_TEAMS_RECEIPTS', 'false'))
param teamsGraph = {
  clientId: readEnvironmentVariable('ROOTWATCH_GRAPH_CLIENT_ID', '')
  teamId: readEnvironmentVariable('ROOTWATCH_GRAPH_TEAM_ID', '')
  channelId: readEnvironmentVariable('ROOTWATCH_GRAPH_CHANNEL_ID', '')
}
param linkKeyIds = split(readEnvironmentVariable('ROOTWATCH_LINK_KEYS', 'a'), ',')
param linkSignWith = split(readEnvironmentVariable('ROOTWATCH_LINK_KEYS', 'a'), ',')[0]
param heartbeatMinutes = int(readEnvironmentVariable('ROOTWATCH_HEARTBEAT_MINUTES', '5'))
param acceptEntraTokens = bool(readEnvironmentVariable('ROOTWATCH_ENTRA', 'false'))
param hasPolicy = !empty(readEnvironmentVariable('ROOTWATCH_POLICY', ''))
param hasProfiles = !empty(readEnvironmentVariable('ROOTWATCH_PROFILES', ''))
param hasCountries = !empty(readEnvironmentVariable('ROOTWATCH_GEOLITE2_COUNTRY', ''))
param hasNetworks = !empty(readEnvironmentVariable('ROOTWATCH_GEOLITE2_ASN', ''))
param moreSettings = json(readEnvironmentVariable('ROOTWATCH_SETTINGS', '{}'))
param deployerObjectId = readEnvironmentVariable('ROOTWATCH_DEPLOYER_ID', '')
param deployerType = readEnvironmentVariable('ROOTWATCH_DEPLOYER_TYPE', 'User')
param operationsEmail = readEnvironmentVariable('ROOTWATCH_OPERATIONS_EMAIL', '')
