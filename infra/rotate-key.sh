#!/usr/bin/env bash
# Rotates RootWatch's function key and link key, with no event or link lost: old and new are valid together.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: infra/rotate-key.sh function|link [--finish] [--env FILE] [--dry-run] [--help]

  function      makes a new function key, gives it to EventBridge, sends a test over the bus, and deletes the old one
                after that. An event that meets neither key is tried again for 24 hours, so none is lost.
  link          makes a new link key, which signs from now on; links signed with the old one stay good.
  link --finish switches the old link keys off, once every link that they signed has expired (168 hours).
  --env FILE    the settings (default: infra/deploy.env)
  --dry-run     says what would be done, and does nothing
HELP
}

what=''
finish=false
env_file=''
dry_run=false
while [ $# -gt 0 ]; do
  case $1 in
    function | link) what=$1; shift ;;
    --finish) finish=true; shift ;;
    --env) env_file=${2:?--env needs a file}; shift 2 ;;
    --dry-run) dry_run=true; shift ;;
    --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ -n "$what" ] || { usage >&2; exit 2; }

# shellcheck source=infra/lib.sh
. "$(dirname "$0")/lib.sh"
load_settings "${env_file:-$infra/deploy.env}"
need az aws dotnet openssl
now=$(date -u +%Y%m%d%H%M%S)
valid_hours=168

rotate_function_key() {
  local app id old new key
  app=$(bicep_output functionName)
  id=$(ask '<function app>' az functionapp show --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --query id --output tsv)
  old=$(ask 'eventbridge' az functionapp keys list --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --query "keys(functionKeys)[?starts_with(@, 'eventbridge')]" --output tsv)
  new=eventbridge-$now
  say "Making the function key $new"
  key=$(function_key "$app" "$new")

  say 'Giving it to EventBridge'
  printf 'FunctionKey=%s\n' "$key" | parameters | deploy_stack rootwatch-hub hub.yaml "$ROOTWATCH_HUB_REGION"

  say 'Sending a test over the bus, before the old key goes'
  ROOTWATCH_TOKEN_AUDIENCE=api://$(registration rootwatch)
  export ROOTWATCH_FUNCTION_KEY=$key ROOTWATCH_TOKEN_AUDIENCE
  verify "$id" --fire || die "The old key stays: something is not well, as the table says. Mend it and run this again."

  for name in $old; do
    say "Deleting the function key $name"
    run az functionapp keys delete --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --key-type functionKeys --key-name "$name"
  done

  say 'Sending a test again, with the new key alone'
  verify "$id" --fire
}

deploy_with_link_keys() {
  ROOTWATCH_LINK_KEYS=$1
  ROOTWATCH_SNS_TOPIC_ARN=$(stack_output rootwatch-hub TopicArn)
  ROOTWATCH_AWS_ROLE_ARN=$(stack_output rootwatch-hub BridgeRoleArn)
  [ -n "$ROOTWATCH_SNS_TOPIC_ARN" ] || [ "$dry_run" = true ] || die 'The hub cannot be read, so the function would lose its topic: check your AWS credentials and ROOTWATCH_HUB_REGION.'
  ROOTWATCH_TOKEN_AUDIENCE=api://$(registration rootwatch)
  ROOTWATCH_DEPLOYER_ID=${ROOTWATCH_DEPLOYER_ID:-$(ask '<your object id>' az ad signed-in-user show --query id --output tsv)}
  export ROOTWATCH_LINK_KEYS ROOTWATCH_SNS_TOPIC_ARN ROOTWATCH_AWS_ROLE_ARN ROOTWATCH_TOKEN_AUDIENCE ROOTWATCH_DEPLOYER_ID
  deploy_bicep
}

rotate_link_key() {
  local vault
  vault=$(bicep_output vaultName)
  say "Making the link key $now"
  random_key | set_secret "$vault" "link-key-$now"
  deploy_with_link_keys "$(link_keys "$vault")"
  say "It signs from now on. In $valid_hours hours: infra/rotate-key.sh link --finish"
}

finish_link_key() {
  local vault keys newest old made id
  vault=$(bicep_output vaultName)
  keys=$(link_keys "$vault")
  newest=${keys%%,*}
  old=${keys#"$newest"}
  old=${old#,}
  [ -n "$old" ] || [ "$dry_run" = true ] || die "There is but one link key, $newest: nothing is to be finished."
  made=$(ask 1970-01-01T00:00:00+00:00 az keyvault secret show --vault-name "$vault" --name "link-key-$newest" --query attributes.created --output tsv)
  if [ $(($(date -u +%s) - $(date -u -d "$made" +%s))) -lt $((valid_hours * 3600)) ]; then
    die "The link key $newest is from $made: links of the old ones are good for $valid_hours hours after that. Come back then."
  fi
  deploy_with_link_keys "$newest"
  for id in ${old//,/ }; do
    say "Switching the link key $id off"
    run az keyvault secret set-attributes --vault-name "$vault" --name "link-key-$id" --enabled false --output none
  done
}

case $what$finish in
  functionfalse) rotate_function_key ;;
  linkfalse) rotate_link_key ;;
  linktrue) finish_link_key ;;
  *) usage >&2; exit 2 ;;
esac
say 'Done'
