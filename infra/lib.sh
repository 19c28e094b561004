# shellcheck shell=bash
# What deploy.sh and rotate-key.sh share. Secrets go through pipes and variables: never into arguments, files or the terminal.

# What fails within $(…) ends the script, too.
shopt -s inherit_errexit

infra=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(dirname "$infra")
dry_run=${dry_run:-false}
global_region=us-east-1

say() { printf '%s\n' "== $*" >&2; }

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Runs a command, or with --dry-run only says so. Its input may hold secrets, its arguments must not.
run() {
  if [ "$dry_run" = true ]; then
    printf '%s\n' "+ $*" >&2
  else
    "$@"
  fi
}

# The same for a command that reads a secret or parameters from a pipe.
run_with_input() {
  if [ "$dry_run" = true ]; then cat >/dev/null; fi
  run "$@"
}

# The same for a command whose output is needed; with --dry-run the first argument stands in for it.
ask() {
  local stand_in=$1
  shift
  if [ "$dry_run" = true ]; then
    printf '%s\n' "+ $*" >&2
    printf '%s\n' "$stand_in"
  else
    "$@"
  fi
}

load_settings() {
  local file=$1 name
  [ -f "$file" ] || die "$file is missing: copy infra/deploy.env.sample to it and fill it in."
  set -a
  # shellcheck source=/dev/null
  . "$file"
  set +a
  authorization=${ROOTWATCH_AUTHORIZATION:-ApiKey}
  if [ "$authorization" = OAuth ]; then export ROOTWATCH_ENTRA=true; fi
  case ${ROOTWATCH_HUB_REGION:-} in cn-*) global_region=cn-north-1 ;; esac
  for name in ROOTWATCH_RESOURCE_GROUP ROOTWATCH_LOCATION ROOTWATCH_HUB_REGION ROOTWATCH_ORGANIZATION_ID; do
    [ -n "${!name:-}" ] || die "$name is empty in $file."
  done
}

need() {
  local tool
  [ "$dry_run" = true ] && return
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool is missing: docs/deploy.md lists what deploying needs."
  done
}

# The id of the app registration of that name; empty where there is none.
registration() { ask "<$1 id>" az ad app list --filter "displayName eq '$1'" --query '[0].appId' --output tsv; }

# One output of the last Bicep deployment; empty where there is none.
bicep_output() {
  ask "<$1>" az deployment group show --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name rootwatch --query "properties.outputs.$1.value" --output tsv 2>/dev/null || true
}

# One output of a stack; empty where there is none.
stack_output() {
  ask "<$2>" aws cloudformation describe-stacks --region "$ROOTWATCH_HUB_REGION" --stack-name "$1" \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" --output text 2>/dev/null | sed 's/^None$//' || true
}

# A role that was just given takes a while to count.
await_vault() {
  local attempt
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    if run az keyvault secret list --vault-name "$1" --query length\(@\) --output none; then return; fi
    say "The vault does not let us in yet (attempt $attempt of 10)"
    sleep "${ROOTWATCH_PATIENCE:-15}"
  done
  die "The vault $1 cannot be read: check your role Key Vault Secrets Officer on it."
}

# Writes the secret that comes on standard input.
set_secret() { run_with_input az keyvault secret set --vault-name "$1" --name "$2" --file /dev/stdin --output none; }

has_secret() {
  [ "$dry_run" = false ] && az keyvault secret show --vault-name "$1" --name "$2" --query id --output tsv >/dev/null 2>&1
}

random_key() { openssl rand -base64 48 | tr -d '\n'; }

# The ids of the link keys in use, newest first: that one signs.
link_keys() {
  [ -n "$1" ] || return 0
  ask link-key-a az keyvault secret list --vault-name "$1" \
    --query "reverse(sort_by([?starts_with(name, 'link-key-') && attributes.enabled], &attributes.created))[].name" --output tsv |
    sed 's/^link-key-//' | paste -sd, -
}

deploy_bicep() {
  run az deployment group create --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name rootwatch --parameters "$infra/bicep/main.bicepparam" --output none
}

# Parameters as JSON on standard input, since a command line can be read by others. What is not named keeps its value.
deploy_stack() {
  local name=$1 template=$2 region=$3
  run_with_input aws cloudformation deploy --region "$region" --stack-name "$name" --template-file "$infra/aws-cloudformation/$template" \
    --capabilities CAPABILITY_NAMED_IAM --tags application=rootwatch --no-fail-on-empty-changeset --parameter-overrides file:///dev/stdin
  run aws cloudformation update-termination-protection --region "$region" --stack-name "$name" --enable-termination-protection >/dev/null
}

# A line for each region besides the global one: those that the settings name, or all that are enabled in the account.
other_regions() {
  local regions=${ROOTWATCH_OTHER_REGIONS:-}
  if [ -z "$regions" ]; then
    regions=$(ask '<every-enabled-region>' aws ec2 describe-regions --region "$global_region" --query 'Regions[].RegionName' --output text)
  fi
  # shellcheck disable=SC2086 # One line for each region.
  printf '%s\n' ${regions//,/ } | sort -u | grep -vxF -e "$global_region" ${ROOTWATCH_EXCEPT_REGIONS:+-e ${ROOTWATCH_EXCEPT_REGIONS//,/ -e }} || true
}

# "Key=Value" lines to the JSON that deploy_stack takes.
parameters() {
  local line separator=''
  printf '['
  while IFS= read -r line; do
    line=${line//\\/\\\\}
    line=${line//\"/\\\"}
    printf '%s"%s"' "$separator" "$line"
    separator=,
  done
  printf ']\n'
}

# The key of that name, made by the Functions host where there is none.
function_key() {
  local app=$1 name=$2 key
  key=$(ask '' az functionapp keys list --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --query "functionKeys.\"$name\"" --output tsv)
  if [ -z "$key" ] || [ "$key" = None ]; then
    key=$(ask '<function key>' az functionapp keys set --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$app" --key-type functionKeys --key-name "$name" --query value --output tsv)
  fi
  [ -n "$key" ] || die "The Functions host gave no key $name: does $app run?"
  printf '%s' "$key"
}

# The name of the key that EventBridge has: "eventbridge", or after a rotation that and when.
eventbridge_key_name() {
  local name
  name=$(ask '' az functionapp keys list --resource-group "$ROOTWATCH_RESOURCE_GROUP" --name "$1" --query "sort(keys(functionKeys)[?starts_with(@, 'eventbridge')])[-1]" --output tsv)
  if [ -z "$name" ] || [ "$name" = None ]; then name=eventbridge; fi
  printf '%s' "$name"
}

# Runs "rootwatch" over every account and region that there are spokes in.
rootwatch() {
  local command=$1
  shift
  run dotnet run --project "$repository/src/Cli" -- "$command" --to "$(bicep_output eventsUrl)" --hub-region "$ROOTWATCH_HUB_REGION" \
    ${ROOTWATCH_SPOKE_ROLE:+--spoke-role "$ROOTWATCH_SPOKE_ROLE"} ${ROOTWATCH_EXCEPT_REGIONS:+--except ${ROOTWATCH_EXCEPT_REGIONS//,/ }} "$@"
}

# Looks whether all is well; what is given goes to "rootwatch verify".
verify() {
  local app=$1
  shift
  rootwatch verify --identity "$(bicep_output identityObjectId)" --audience "$ROOTWATCH_TOKEN_AUDIENCE" --function "$app" "$@"
}
