#!/bin/sh
# Response plan for account 111122223333. RootWatch itself changes nothing in AWS. People carry out these steps.
#   sh plan.sh                  prints the steps, and runs nothing
#   sh plan.sh --yes STEP…      runs the steps that are named
#   sh plan.sh --ask            asks for each step, and runs it when the answer is y
# AWS_PROFILE chooses the credentials; steps differ in whose they need. Text in angle brackets has to be filled in: the records do not show it, or not in a form that is safe in a command.
set -u
export AWS_PAGER=''
failures=0

failed() {
  failures=$((failures + 1))
  printf 'This command failed. The step goes on.\n' >&2
}

# A placeholder that nobody has filled in ends the step.
filled() {
  case $1 in
    '<'*'>') printf 'Fill in %s first: %s\n' "$1" "$2" >&2; return 1 ;;
  esac
}

# The wrong credentials end the step.
in_account() {
  is=$(aws sts get-caller-identity --region "$2" --query Account --output text) || is='unknown'
  [ "$is" = "$1" ] && return 0
  printf 'These credentials are of account %s, and the step is for account %s.\n' "$is" "$1" >&2
  return 1
}

# Deny root in the account: the management account.
step_deny_root() {
  POLICY_ID=$(aws organizations create-policy --region us-east-1 --type SERVICE_CONTROL_POLICY --name RootWatchDenyRoot-111122223333 --description 'Denies root during an incident' --content '{"Version":"2012-10-17","Statement":[{"Sid":"DenyRoot","Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:root"},"Null":{"aws:AssumedRoot":"true"}}}]}' --query Policy.PolicySummary.Id --output text) || return 1
  aws organizations attach-policy --region us-east-1 --policy-id "${POLICY_ID:?}" --target-id 111122223333 || failed
}

# Delete root's access keys: the management account.
step_delete_root_keys() {
  set -- $(aws sts assume-root --region us-east-1 --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --duration-seconds 900 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || return 1
  AWS_ACCESS_KEY_ID="${1:?}" AWS_SECRET_ACCESS_KEY="${2:?}" AWS_SESSION_TOKEN="${3:?}" aws iam delete-access-key --region us-east-1 --access-key-id AKIAIOSFODNN7EXAMPLE || failed
}

# Delete root's password: the management account.
step_delete_root_password() {
  set -- $(aws sts assume-root --region us-east-1 --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --duration-seconds 900 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || return 1
  AWS_ACCESS_KEY_ID="${1:?}" AWS_SECRET_ACCESS_KEY="${2:?}" AWS_SESSION_TOKEN="${3:?}" aws iam delete-login-profile --region us-east-1 || failed
}

# Take back permissions: an administrator of the account.
step_take_back_permissions() {
  in_account 111122223333 us-east-1 || return 1
  aws iam detach-role-policy --region us-east-1 --role-name ci-deployer --policy-arn arn:aws:iam::aws:policy/AdministratorAccess || failed
}

# Deny new roles everything: an administrator of the account.
step_deny_roles() {
  in_account 111122223333 us-east-1 || return 1
  aws iam put-role-policy --region us-east-1 --role-name ci-deployer --policy-name RootWatchDenyAll --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}' || failed
}

# Restrict trusts that root changed: an administrator of the account.
step_restrict_role_trust() {
  in_account 111122223333 us-east-1 || return 1
  aws iam update-assume-role-policy --region us-east-1 --role-name OrganizationAccountAccessRole --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}' || failed
}

# Remove identity providers: an administrator of the account.
step_remove_identity_providers() {
  in_account 111122223333 us-east-1 || return 1
  aws iam delete-open-id-connect-provider --region us-east-1 --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/idp.example.net || failed
}

# Remove Identity Center users and assignments: the management account.
step_remove_directory_access() {
  filled '<USER or GROUP>' 'USER where the principal id is a user'\''s, GROUP where it is a group'\''s.' || return 1
  filled '<user id>' 'aws identitystore list-users shows them.' || return 1
  aws sso-admin delete-account-assignment --region us-east-1 --instance-arn arn:aws:sso:::instance/ssoins-1234567890abcdef --target-id 111122223333 --target-type AWS_ACCOUNT --permission-set-arn arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef --principal-type '<USER or GROUP>' --principal-id 1d07e2cb-e98c-497c-91ea-7f6e3f800172 || failed
  aws identitystore delete-user --region us-east-1 --identity-store-id d-1234567890 --user-id '<user id>' || failed
}

# Keep the records: the responder.
step_keep_records() {
  aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=Username,AttributeValue=root || failed
}

# Delete users, groups and roles that root created: an administrator of the account.
step_delete_identities() {
  in_account 111122223333 us-east-1 || return 1
  aws iam delete-role-policy --region us-east-1 --role-name ci-deployer --policy-name RootWatchDenyAll || failed
  aws iam delete-role --region us-east-1 --role-name ci-deployer || failed
}

steps='deny-root delete-root-keys delete-root-password take-back-permissions deny-roles restrict-role-trust remove-identity-providers remove-directory-access keep-records delete-identities'
show() {
  printf '%s\n' \
    'deny-root (urgent): Deny root in the account. Who: the management account.' \
    '  A service control policy denies every later call of root, also in sessions that are open. Central root sessions stay possible. Skip it if the account is outside an organization. A sign-in still succeeds; what it calls is denied.' \
    '  $ POLICY_ID=$(aws organizations create-policy --region us-east-1 --type SERVICE_CONTROL_POLICY --name RootWatchDenyRoot-111122223333 --description '\''Denies root during an incident'\'' --content '\''{"Version":"2012-10-17","Statement":[{"Sid":"DenyRoot","Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:root"},"Null":{"aws:AssumedRoot":"true"}}}]}'\'' --query Policy.PolicySummary.Id --output text)' \
    '  $ aws organizations attach-policy --region us-east-1 --policy-id "${POLICY_ID:?}" --target-id 111122223333'
  printf '%s\n' \
    'delete-root-keys (urgent): Delete root'\''s access keys. Who: the management account.' \
    '  A root access key gives root'\''s power to anyone who has it, from anywhere. The commands need central root management. In an account outside an organization, root does it in its console, under Security credentials.' \
    '  - root'\''s access key AKIAIOSFODNN7EXAMPLE' \
    '  $ set -- $(aws sts assume-root --region us-east-1 --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --duration-seconds 900 --query '\''Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'\'' --output text)' \
    '  $ AWS_ACCESS_KEY_ID="${1:?}" AWS_SECRET_ACCESS_KEY="${2:?}" AWS_SESSION_TOKEN="${3:?}" aws iam delete-access-key --region us-east-1 --access-key-id AKIAIOSFODNN7EXAMPLE'
  printf '%s\n' \
    'delete-root-password (urgent): Delete root'\''s password. Who: the management account.' \
    '  Without a password, nobody can sign in as root. The commands need central root management. In an account outside an organization, root does it in its console, under Security credentials.' \
    '  $ set -- $(aws sts assume-root --region us-east-1 --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --duration-seconds 900 --query '\''Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'\'' --output text)' \
    '  $ AWS_ACCESS_KEY_ID="${1:?}" AWS_SECRET_ACCESS_KEY="${2:?}" AWS_SESSION_TOKEN="${3:?}" aws iam delete-login-profile --region us-east-1'
  printf '%s\n' \
    'end-root-sessions (urgent): Ask AWS Support about open sessions. Who: AWS Support.' \
    '  A new password does not end open console sessions, and nothing in the account can end them. https://support.aws.amazon.com/#/contacts/aws-account-support works without signing in. Say that root is compromised.'
  printf '%s\n' \
    'take-back-permissions (urgent): Take back permissions. Who: an administrator of the account.' \
    '  The permissions that root granted stay in place until they are removed.' \
    '  - policy arn:aws:iam::aws:policy/AdministratorAccess of role ci-deployer' \
    '  $ aws iam detach-role-policy --region us-east-1 --role-name ci-deployer --policy-arn arn:aws:iam::aws:policy/AdministratorAccess'
  printf '%s\n' \
    'deny-roles (urgent): Deny new roles everything. Who: an administrator of the account.' \
    '  The role can be assumed without root. The denial also binds its open sessions.' \
    '  - role ci-deployer' \
    '  $ aws iam put-role-policy --region us-east-1 --role-name ci-deployer --policy-name RootWatchDenyAll --policy-document '\''{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'\'''
  printf '%s\n' \
    'restrict-role-trust (urgent): Restrict trusts that root changed. Who: an administrator of the account.' \
    '  The changed trust lets somebody assume the role. The command lets this account alone assume it. Where a service uses the role, write the former trust instead; it cannot assume the role otherwise.' \
    '  - trust of role OrganizationAccountAccessRole' \
    '  $ aws iam update-assume-role-policy --region us-east-1 --role-name OrganizationAccountAccessRole --policy-document '\''{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}'\'''
  printf '%s\n' \
    'remove-identity-providers (urgent): Remove identity providers. Who: an administrator of the account.' \
    '  The provider'\''s users can sign in without a password or key of this account. Where the provider was there before and root only changed it, write its former metadata instead.' \
    '  - OIDC provider arn:aws:iam::111122223333:oidc-provider/idp.example.net' \
    '  $ aws iam delete-open-id-connect-provider --region us-east-1 --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/idp.example.net'
  printf '%s\n' \
    'remove-directory-access (urgent): Remove Identity Center users and assignments. Who: the management account.' \
    '  They give access to accounts without root.' \
    '  - Identity Center user <user id> of identity store d-1234567890 in us-east-1' \
    '  - Identity Center assignment of 1d07e2cb-e98c-497c-91ea-7f6e3f800172 of permission set arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef in us-east-1' \
    '  $ aws sso-admin delete-account-assignment --region us-east-1 --instance-arn arn:aws:sso:::instance/ssoins-1234567890abcdef --target-id 111122223333 --target-type AWS_ACCOUNT --permission-set-arn arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef --principal-type '\''<USER or GROUP>'\'' --principal-id 1d07e2cb-e98c-497c-91ea-7f6e3f800172' \
    '  $ aws identitystore delete-user --region us-east-1 --identity-store-id d-1234567890 --user-id '\''<user id>'\'''
  printf '%s\n' \
    'remove-ways-in (urgent): Remove ways into the account. Who: an administrator of the account.' \
    '  It still lets somebody in after root'\''s session has ended. Undo what the action did, in its service.' \
    '  - what was done by sso:CreatePermissionSet in us-east-1' \
    '  - what was done by sso:AttachManagedPolicyToPermissionSet in us-east-1' \
    '  - what was done by rolesanywhere:CreateTrustAnchor in us-east-1'
  printf '%s\n' \
    'keep-records: Keep the records. Who: the responder.' \
    '  CloudTrail'\''s event history keeps 90 days, and nobody can change a copy that you hold. Global services record in the Region of the command; run it for every other Region of the incident, too. Keep what rootwatch scan read.' \
    '  $ aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=Username,AttributeValue=root'
  printf '%s\n' \
    'delete-identities: Delete users, groups and roles that root created. Who: an administrator of the account.' \
    '  They were created by the intruder, and nothing else needs them. A user is deleted once it has no key, password, policy, group or device; a role once it has no policy and no instance profile.' \
    '  - role ci-deployer' \
    '  $ aws iam delete-role-policy --region us-east-1 --role-name ci-deployer --policy-name RootWatchDenyAll' \
    '  $ aws iam delete-role --region us-east-1 --role-name ci-deployer'
  printf '%s\n' \
    'ask-owner: Ask root'\''s owner. Who: the responder.' \
    '  Only the owner knows whether it was planned. Use a channel that the intruder cannot read, not mail to root'\''s address.'
  printf '%s\n' \
    'review-root-credentials: Check which credentials root has. Who: the responder.' \
    '  Root is safest without access keys, and with MFA.'
  printf '%s\n' \
    'review-activity: Look for what else was done. Who: the responder.' \
    '  What was left behind may have acted already, in other Regions and accounts too. The page lists what the left-behind credentials did. In every Region look at machines, functions, users and the bill.'
  printf '%s\n' \
    'review-sign-ins: Look at root'\''s sign-ins. Who: the responder.' \
    '  Failed sign-ins show how long somebody has tried, and from where.'
}

run() {
  case " $steps " in
    *" $1 "*) printf '\n== %s ==\n' "$1"; ("step_$(printf %s "$1" | tr - _)" && [ "$failures" -eq 0 ]) || failures=$((failures + 1)) ;;
    *) printf 'No step with commands is called %s. Run the script without arguments to see them.\n' "$1" >&2; failures=$((failures + 1)) ;;
  esac
}

case ${1:-} in
  '') show ;;
  --yes) shift; for step; do run "$step"; done ;;
  --ask)
    for step in $steps; do
      printf 'Run %s? [y/N] ' "$step"
      read -r answer || break
      [ "$answer" = y ] && run "$step"
    done ;;
  *) printf 'Usage: sh plan.sh [--yes STEP... | --ask]\n' >&2; exit 2 ;;
esac
[ "$failures" -eq 0 ]
