#!/usr/bin/env bash
# Stands in for az, aws, dotnet and zip: notes its arguments and its input, and answers as they would.
tool=$(basename "$0")
printf '%s\n' "$tool $*" >>"$STATE/arguments"
case "$tool $*" in
  *"--file /dev/stdin"* | *"--parameter-overrides file:///dev/stdin"*) { printf '%s\n' "$tool $*"; cat; echo; } >>"$STATE/inputs" ;;
esac
remember() { touch "$STATE/$1"; }
knows() { [ -e "$STATE/$1" ]; }

all="$*"
value() { sed "s/.*--$1 \([^ ]*\).*/\1/" <<<"$all"; }
case "$tool $all" in
  "az ad app list"*"'rootwatch-eventbridge'"*) if knows sender; then echo 5e5e5e5e-1111-4222-8333-444444444444; fi ;;
  "az ad app create --display-name rootwatch-eventbridge"*) remember sender; echo 5e5e5e5e-1111-4222-8333-444444444444 ;;
  "az ad app credential reset"*) echo THE-SECRET-OF-THE-SENDER ;;
  "az ad sp show"*) echo 77777777-1111-4222-8333-444444444444 ;;
  "az rest --method GET"*) if knows role; then echo assigned; fi ;;
  "az rest --method POST"*) remember role ;;
  "az keyvault secret show"*"--query value"*) echo THE-SECRET-OF-THE-SENDER ;;
  "az ad app list"*) if knows app; then echo 0f0f0f0f-1111-4222-8333-444444444444; fi ;;
  "az ad app create"*) remember app; echo 0f0f0f0f-1111-4222-8333-444444444444 ;;
  "az ad signed-in-user show"*) echo 99999999-1111-4222-8333-444444444444 ;;
  "az deployment group create"*)
    printf '%s\n' "$ROOTWATCH_SNS_TOPIC_ARN $ROOTWATCH_AWS_ROLE_ARN $ROOTWATCH_TOKEN_AUDIENCE ${ROOTWATCH_ENTRA:-false} $ROOTWATCH_LINK_KEYS" >>"$STATE/bicep"
    printf '%s\n' "${ROOTWATCH_READER_EXTERNAL_ID:-none}" >>"$STATE/reader"
    remember bicep-done ;;
  "az deployment group show"*)
    knows bicep-done || exit 3
    case "$all" in
      *functionName*) echo func-rootwatch ;;
      *eventsUrl*) echo https://func-rootwatch.azurewebsites.net/api/events ;;
      *identityObjectId*) echo 33333333-4444-4555-8666-777777777777 ;;
      *tenantId*) echo 22222222-3333-4444-8555-666666666666 ;;
      *vaultName*) echo kv-rootwatch ;;
    esac ;;
  "az keyvault secret set-attributes"*) rm "$STATE/secret-$(value name)" ;;
  "az keyvault secret set"*) remember "secret-$(value name)" ;;
  "az keyvault secret show"*attributes.created*) echo "${CREATED:-2026-01-01T00:00:00+00:00}" ;;
  "az keyvault secret show"*) knows "secret-$(value name)" ;;
  "az keyvault secret list --vault-name  "*) exit 1 ;;
  "az keyvault secret list"*length*) if knows vault-known; then exit 0; fi; remember vault-known; exit 1 ;;
  "az keyvault secret list"*) (cd "$STATE" && ls -r secret-link-key-* 2>/dev/null | sed 's/^secret-//') ;;
  "az functionapp keys list"*sort*) (cd "$STATE" && ls key-eventbridge* 2>/dev/null | sort | tail -n 1 | sed 's/^key-//') ;;
  "az functionapp keys list"*starts_with*) (cd "$STATE" && ls key-eventbridge* 2>/dev/null | sed 's/^key-//') ;;
  "az functionapp keys list"*) name=$(sed 's/.*functionKeys\."\([^"]*\)".*/\1/' <<<"$all"); if knows "key-$name"; then echo "THE-SECRET-OF-$name"; fi ;;
  "az functionapp keys set"*) remember "key-$(value key-name)"; echo "THE-SECRET-OF-$(value key-name)" ;;
  "az functionapp keys delete"*) rm "$STATE/key-$(value key-name)" ;;
  "az functionapp show"*) echo /subscriptions/s/resourceGroups/rg/providers/Microsoft.Web/sites/func-rootwatch ;;
  "aws ec2 describe-regions"*) if knows regions-fail; then exit 254; fi; printf 'us-east-1\tme-south-1\teu-west-1\teu-central-1\n' ;;
  "aws sts get-caller-identity"*) echo 111122223333 ;;
  "aws cloudformation describe-stacks"*TopicArn*) echo arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts ;;
  "aws cloudformation describe-stacks"*BridgeRoleArn*) echo arn:aws:iam::111122223333:role/rootwatch-bridge ;;
  "zip "*) ls >>"$STATE/package" ;;
  "dotnet publish"*) mkdir -p "$(value output)" ;;
  "dotnet run"*redrive*) printf '%s\n' "$ROOTWATCH_FUNCTION_KEY" >>"$STATE/redriven"; if knows redrive-fails; then exit 1; fi ;;
  "dotnet run"*verify*) printf '%s\n' "$ROOTWATCH_FUNCTION_KEY" >>"$STATE/verified"; if knows verify-fails; then exit 1; fi ;;
esac
