#!/usr/bin/env bash
# Deploys RootWatch into Azure and AWS. Safe to run again: what is there already stays or is brought up to date.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: infra/deploy.sh [--env FILE] [--dry-run] [--only STEP] [--help]

Deploys RootWatch: Azure's side (Bicep, the function), then AWS's (CloudFormation), each told what the other put out;
then delivers what could not be delivered meanwhile, looks whether all is well, and sends a test message through it. Run
it again after a failure, or to update.

  --env FILE    the settings (default: infra/deploy.env; start from infra/deploy.env.sample)
  --dry-run     says what would be done, and does nothing
  --only STEP   one step alone: entra, azure, secrets, publish, hub, spokes, redrive or verify
  --help        this text

You need: az (signed in), aws (with credentials of the security account), dotnet, zip, openssl.
A secret that is missing in the vault is asked for, or taken from ROOTWATCH_TEAMS_WORKFLOW_URL or
ROOTWATCH_GRAPH_CLIENT_SECRET.
HELP
}

env_file=''
only=''
dry_run=false
while [ $# -gt 0 ]; do
  case $1 in
    --env) env_file=${2:?--env needs a file}; shift 2 ;;
    --only) only=${2:?--only needs a step}; shift 2 ;;
    --dry-run) dry_run=true; shift ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

# shellcheck source=infra/lib.sh
. "$(dirname "$0")/lib.sh"
load_settings "${env_file:-$infra/deploy.env}"
[ -n "${ROOTWATCH_OPERATIONS_EMAIL:-}" ] || die 'ROOTWATCH_OPERATIONS_EMAIL is empty: nobody would be told when RootWatch itself is broken. Give a mail address that somebody reads.'
need az aws dotnet zip openssl
# RootWatch.Sender in entra-roles.json.
sender_role=5f4f1e7c-0b1e-4f0e-9f38-3d6f7f6a2b10

# The id of the app registration of that name, made where there is none.
register() {
  local app
  app=$(ask '' az ad app list --filter "displayName eq '$1'" --query '[0].appId' --output tsv)
  if [ -z "$app" ]; then
    app=$(ask "<$1 id>" az ad app create --display-name "$1" --sign-in-audience AzureADMyOrg --query appId --output tsv)
    run az ad sp create --id "$app" --output none
  fi
  printf '%s' "$app"
}

# The registration that the managed identity's tokens for AWS are for. It has no secret.
step_entra() {
  local app
  say 'Registering the application that tokens for AWS are for'
  app=$(register rootwatch)
  run az ad app update --id "$app" --identifier-uris "api://$app"
  if [ "$authorization" = OAuth ]; then allow_sender "$app"; fi
}

# A second registration, which EventBridge is, and whose role the function asks for. Its secret goes into the vault.
allow_sender() {
  local app=$1 sender resource principal
  say 'Allowing EventBridge to send with tokens of Entra ID'
  run az ad app update --id "$app" --app-roles "@$infra/entra-roles.json"
  sender=$(register rootwatch-eventbridge)
  resource=$(ask '<resource>' az ad sp show --id "$app" --query id --output tsv)
  principal=$(ask '<principal>' az ad sp show --id "$sender" --query id --output tsv)
  if [ -z "$(ask '' az rest --method GET --url "https://graph.microsoft.com/v1.0/servicePrincipals/$resource/appRoleAssignedTo" --query "value[?principalId=='$principal'].id" --output tsv)" ]; then
    run az rest --method POST --url "https://graph.microsoft.com/v1.0/servicePrincipals/$resource/appRoleAssignedTo" --output none \
      --body "{\"principalId\": \"$principal\", \"resourceId\": \"$resource\", \"appRoleId\": \"$sender_role\"}"
  fi
}

# Names are fixed, so the hub's ARNs are known before it is there; afterwards its outputs are compared.
expect_hub() {
  local account partition=aws
  case $ROOTWATCH_HUB_REGION in cn-*) partition=aws-cn ;; esac
  account=$(ask 111122223333 aws sts get-caller-identity --query Account --output text)
  export ROOTWATCH_SNS_TOPIC_ARN="arn:$partition:sns:$ROOTWATCH_HUB_REGION:$account:rootwatch-alerts"
  export ROOTWATCH_AWS_ROLE_ARN="arn:$partition:iam::$account:role/rootwatch-bridge"
  if [ "${ROOTWATCH_AMAZON_Q:-false}" = true ]; then
    export ROOTWATCH_AMAZON_Q_TOPIC_ARN="arn:$partition:sns:$ROOTWATCH_HUB_REGION:$account:rootwatch-amazon-q"
  fi
  hub_bus="arn:$partition:events:$ROOTWATCH_HUB_REGION:$account:event-bus/rootwatch"
}

step_azure() {
  local keys
  say "Deploying Azure's side"
  run az group create --name "$ROOTWATCH_RESOURCE_GROUP" --location "$ROOTWATCH_LOCATION" --output none
  ROOTWATCH_DEPLOYER_ID=${ROOTWATCH_DEPLOYER_ID:-$(ask '<your object id>' az ad signed-in-user show --query id --output tsv)}
  keys=$(link_keys "$(bicep_output vaultName)")
  export ROOTWATCH_DEPLOYER_ID ROOTWATCH_LINK_KEYS=${keys:-a}
  deploy_bicep
}

# Asks for a secret that is neither in the vault nor in the environment.
secret() {
  local vault=$1 name=$2 value=$3 question=$4
  has_secret "$vault" "$name" && return
  if [ -z "$value" ] && [ "$dry_run" = false ]; then
    read -rsp "$question: " value
    echo >&2
  fi
  printf '%s' "$value" | set_secret "$vault" "$name"
}

step_secrets() {
  local vault
  vault=$(bicep_output vaultName)
  say "Writing what is missing into the vault $vault"
  await_vault "$vault"
  if [ "$dry_run" = true ] || [ -z "$(link_keys "$vault")" ]; then
    random_key | set_secret "$vault" link-key-a
  fi
  case ${ROOTWATCH_TEAMS_VIA:-None} in
    Workflow) secret "$vault" teams-workflow-url "${ROOTWATCH_TEAMS_WORKFLOW_URL:-}" "The Teams workflow's URL" ;;
    Graph) secret "$vault" teams-graph-client-secret "${ROOTWATCH_GRAPH_CLIENT_SECRET:-}" "The app registration's client secret" ;;
  esac
  if [ "$authorization" = OAuth ] && ! has_secret "$vault" eventbridge-client-secret; then
    ask '<client secret>' az ad app credential reset --id "$sender_id" --append --display-name eventbridge --query password --output tsv | tr -d '\n' |
      set_secret "$vault" eventbridge-client-secret
  fi
}

step_publish() {
  local output app
  say 'Building and publishing the function'
  app=$(bicep_output functionName)
  output=$(mktemp -d)
  trap 'rm -rf "$output"' RETURN
  if [ -n "${ROOTWATCH_POLICY:-}" ]; then run dotnet run --project "$repository/src/Cli" -- policy check "$ROOTWATCH_POLICY"; fi
  run dotnet publish "$repository/src/FunctionApp" --configuration Release --output "$output/app" --nologo "-p:SnsSdk=${ROOTWATCH_SNS_SDK:-true}"
  if [ -n "${ROOTWATCH_POLICY:-}" ]; then run cp "$ROOTWATCH_POLICY" "$output/app/policy.json"; fi
  if [ -n "${ROOTWATCH_PROFILES:-}" ]; then run cp "$ROOTWATCH_PROFILES" "$output/app/profiles.json"; fi
  if [ -n "${ROOTWATCH_GEOLITE2_COUNTRY:-}" ]; then run cp "$ROOTWATCH_GEOLITE2_COUNTRY" "$output/app/country.mmdb"; fi
  if [ -n "${ROOTWATCH_GEOLITE2_ASN:-}" ]; then run cp "$ROOTWATCH_GEOLITE2_ASN" "$output/app/asn.mmdb"; fi
  (run cd "$output/app" && run zip -qr "$output/app.zip" .)
  run az functionapp deployment source config-zip --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --src "$output/app.zip" --output none
}

# How EventBridge proves who it is, as the hub's parameters.
proof_of_sender() {
  local app url name proof
  app=$(bicep_output functionName)
  url=$(bicep_output eventsUrl)
  if [ "$authorization" = OAuth ]; then
    proof=$(ask '<client secret>' az keyvault secret show --vault-name "$(bicep_output vaultName)" --name eventbridge-client-secret --query value --output tsv)
    printf '%s\n' Authorization=OAuth "FunctionUrl=${url%/events}/entra/events" \
      "OAuthTokenUrl=https://login.microsoftonline.com/$(bicep_output tenantId)/oauth2/v2.0/token" "OAuthClientId=$sender_id" \
      "OAuthClientSecret=$proof" "OAuthScope=$ROOTWATCH_TOKEN_AUDIENCE/.default"
  else
    name=$(eventbridge_key_name "$app")
    proof=$(function_key "$app" "$name")
    printf '%s\n' Authorization=ApiKey "FunctionUrl=$url" "FunctionKey=$proof"
  fi
}

step_hub() {
  local proof topic role
  say "Deploying AWS's hub in $ROOTWATCH_HUB_REGION"
  proof=$(proof_of_sender)
  parameters <<PARAMETERS | deploy_stack rootwatch-hub hub.yaml "$ROOTWATCH_HUB_REGION"
$proof
OrganizationId=$ROOTWATCH_ORGANIZATION_ID
EntraTenantId=$(bicep_output tenantId)
BridgeObjectId=$(bicep_output identityObjectId)
BridgeAudience=$ROOTWATCH_TOKEN_AUDIENCE
ExistingOidcProviderArn=${ROOTWATCH_EXISTING_OIDC_PROVIDER_ARN:-}
AlertEmail=${ROOTWATCH_ALERT_EMAIL:-}
OperationsEmail=${ROOTWATCH_OPERATIONS_EMAIL:-}
AmazonQTopic=${ROOTWATCH_AMAZON_Q:-false}
ReadAccountTags=${ROOTWATCH_READ_ACCOUNT_TAGS:-false}
AskAccounts=$([ -n "${ROOTWATCH_READER_EXTERNAL_ID:-}" ] && echo true || echo false)
KmsKeyArn=${ROOTWATCH_KMS_KEY_ARN:-}
PARAMETERS
  if [ "${ROOTWATCH_DIRECT_ALARM:-false}" = true ]; then
    printf '%s\n' BusName=rootwatch "AlertEmail=${ROOTWATCH_DIRECT_ALARM_EMAIL:-${ROOTWATCH_ALERT_EMAIL:?ROOTWATCH_DIRECT_ALARM needs ROOTWATCH_DIRECT_ALARM_EMAIL}}" |
      parameters | deploy_stack rootwatch-direct-alarm direct-alarm.yaml "$ROOTWATCH_HUB_REGION"
  fi
  topic=$(stack_output rootwatch-hub TopicArn)
  role=$(stack_output rootwatch-hub BridgeRoleArn)
  if [ "$dry_run" = false ] && [ "$topic $role" != "$ROOTWATCH_SNS_TOPIC_ARN $ROOTWATCH_AWS_ROLE_ARN" ]; then
    say "Telling the function the hub's topic and role"
    export ROOTWATCH_SNS_TOPIC_ARN=$topic ROOTWATCH_AWS_ROLE_ARN=$role
    step_azure
  fi
}

# The spokes of one account, which hear of a second bus, too; a StackSet's do not.
spokes_here() {
  local region others
  others=$(other_regions)
  for region in "$global_region" $others; do
    printf '%s\n' "HubBusArn=$hub_bus" "SecondBusArn=${ROOTWATCH_SECOND_BUS_ARN:-}" "KmsKeyId=${ROOTWATCH_SPOKE_KMS_KEY:-}" \
      "ReaderExternalId=${ROOTWATCH_READER_EXTERNAL_ID:-}" "BridgeRoleArn=$ROOTWATCH_AWS_ROLE_ARN" |
      parameters | deploy_stack rootwatch-spoke spoke.yaml "$region"
  done
}

step_spokes() {
  local others
  if [ -z "${ROOTWATCH_UNITS:-}" ] || [ "${ROOTWATCH_HUB_SPOKES:-false}" = true ]; then
    say "Deploying spokes into the hub's account"
    spokes_here
  fi
  if [ -z "${ROOTWATCH_UNITS:-}" ]; then return; fi
  say 'Deploying spokes over the organization, and into the account that does so'
  (
    export AWS_PROFILE=${ROOTWATCH_MANAGEMENT_PROFILE:?ROOTWATCH_UNITS needs ROOTWATCH_MANAGEMENT_PROFILE}
    others=$(other_regions | paste -sd, -)
    printf '%s\n' "OrganizationalUnitIds=$ROOTWATCH_UNITS" "OtherRegions=$others" "CallAs=${ROOTWATCH_CALL_AS:-SELF}" "HubBusArn=$hub_bus" "KmsKeyId=${ROOTWATCH_SPOKE_KMS_KEY:-}" \
      "ReaderExternalId=${ROOTWATCH_READER_EXTERNAL_ID:-}" "BridgeRoleArn=$ROOTWATCH_AWS_ROLE_ARN" |
      parameters | deploy_stack rootwatch-organization organization.yaml "$global_region"
    spokes_here
  )
}

export_function_key() {
  ROOTWATCH_FUNCTION_KEY=$(function_key "$1" "$(eventbridge_key_name "$1")")
  export ROOTWATCH_FUNCTION_KEY
}

# A function that is being deployed answers 403 or 404, and EventBridge does not try those again.
step_redrive() {
  say 'Delivering what could not be delivered meanwhile'
  export_function_key "$(bicep_output functionName)"
  rootwatch redrive || [ "$only" != redrive ] || die 'Not every queue is empty, as the table says.'
}

step_verify() {
  local app
  say 'Looking whether all is well'
  app=$(bicep_output functionName)
  export_function_key "$app"
  verify "$(ask '<function app>' az functionapp show --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --query id --output tsv)" --fire
}

case $only in '' | entra) step_entra ;; esac
app_id=$(registration rootwatch)
sender_id=none
if [ "$authorization" = OAuth ]; then sender_id=$(registration rootwatch-eventbridge); fi
if [ -z "$app_id" ] || [ -z "$sender_id" ]; then die 'Entra ID does not show the registrations yet: run this again in a minute.'; fi
export ROOTWATCH_TOKEN_AUDIENCE=api://$app_id
expect_hub
case $only in
  '') for step in azure secrets publish hub spokes redrive verify; do "step_$step"; done ;;
  entra) ;;
  azure | secrets | publish | hub | spokes | redrive | verify) "step_$only" ;;
  *) usage >&2; exit 2 ;;
esac
say 'Done'
