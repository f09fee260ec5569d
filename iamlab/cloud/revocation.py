"""Revoking sessions: what AWS's console attaches to a role whose credentials leaked (S43)."""

import json
from dataclasses import replace
from datetime import UTC

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.identities import InlinePolicy

POLICY_NAME = "AWSRevokeOlderSessions"


def revoke_sessions(cloud: Cloud, role_arn: str) -> Cloud:
    """Deny everything to sessions of a role that were issued before now. Raises LookupError without such a role."""
    account = cloud.account(role_arn.split(":")[4]) if role_arn.count(":") >= 5 else None
    role = account.role(role_arn) if account else None
    if account is None or role is None:
        raise LookupError(f"there is no role {role_arn}")
    moment = cloud.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    older = {"DateLessThan": {"aws:TokenIssueTime": moment}}
    statement = {"Effect": "Deny", "Action": ["*"], "Resource": ["*"], "Condition": older}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
    others = (policy for policy in role.inline_policies if policy.name != POLICY_NAME)
    changed = replace(role, inline_policies=(*others, InlinePolicy(POLICY_NAME, text)))
    roles = tuple(changed if each.name == role.name else each for each in account.roles)
    return cloud.with_account(replace(account, roles=roles))
