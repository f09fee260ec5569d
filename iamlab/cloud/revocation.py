"""Revoking sessions: what AWS's console attaches to a role whose credentials leaked (S43)."""

import json
from datetime import UTC

from iamlab.cloud.attaching import put_inline_policy
from iamlab.cloud.changes import Changed
from iamlab.cloud.cloud import Cloud, advance_clock
from iamlab.cloud.identities import InlinePolicy
from iamlab.cloud.problems import RequestProblem

POLICY_NAME = "AWSRevokeOlderSessions"


def revoke_sessions(cloud: Cloud, arn: str) -> Changed:
    """Deny everything to the sessions of a role, or of a user, that were issued up to now (S43).

    The clock moves on by a second, as some time always passes before anybody revokes: sessions issued from then on are
    left alone. Raises LookupError where the cloud has no such role or user.
    """
    account = cloud.account(arn.split(":")[4]) if arn.count(":") >= 5 else None
    identity = (account.role(arn) or account.user(arn)) if account else None
    if account is None or identity is None:
        raise LookupError(f"there is no role or user {arn}")
    try:
        later = advance_clock(cloud, 1)
    except ValueError:
        help = "Begin again with an earlier moment."
        return Changed(cloud, (RequestProblem("now", "the clock cannot show a later moment", help),))
    moment = later.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    older = {"DateLessThan": {"aws:TokenIssueTime": moment}}
    statement = {"Effect": "Deny", "Action": ["*"], "Resource": ["*"], "Condition": older}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
    changed = put_inline_policy(later, account.id, identity, InlinePolicy(POLICY_NAME, text))
    return Changed(cloud, changed.problems) if changed.problems else changed
