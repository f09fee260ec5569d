"""AssumeRoot: a short session as a member account's root user, for one privileged task (S50, S51)."""

from collections.abc import Iterator
from datetime import timedelta

from iamlab.cloud.callers import Caller, find_caller
from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.problems import Problem, RequestProblem
from iamlab.cloud.sessions import TokenSession
from iamlab.cloud.tokens import Grant
from iamlab.engine import closest, evaluate, in_backticks

LONGEST_ROOT_SESSION = 900
TASK_POLICIES = tuple(
    f"arn:aws:iam::aws:policy/root-task/{name}"
    for name in (
        "IAMAuditRootUserCredentials",
        "IAMCreateRootUserPassword",
        "IAMDeleteRootUserCredentials",
        "S3UnlockBucketPolicy",
        "SQSUnlockQueuePolicy",
    )
)
"""The policies of AWS that a session of AssumeRoot can be for."""


def assume_root(
    cloud: Cloud, caller: str, target: str, task_policy: str, *, duration_seconds: int | None = None
) -> Grant:
    """Call AssumeRoot from the management account. `target` is a member account's id, or its root user's ARN.

    Access to root users is taken to be centralized; delegated administrators are not modelled.
    """
    seconds = LONGEST_ROOT_SESSION if duration_seconds is None else duration_seconds
    account_id = target.split(":")[4] if target.count(":") == 5 else target
    problems = tuple(_problems(cloud, caller, target, account_id, task_policy, seconds))
    if problems:
        return Grant(cloud, problems)
    root = f"arn:aws:iam::{account_id}:root"
    reading = case_for(cloud, caller, "sts:AssumeRoot", root, {"sts:TaskPolicyArn": (task_policy,)})
    if reading.case is None:
        return Grant(cloud, reading.problems)
    evaluation = evaluate(reading.case)
    if not evaluation.allowed:
        return Grant(cloud, evaluation=evaluation)
    session = TokenSession(root, cloud.now, cloud.now + timedelta(seconds=seconds), task_policy=task_policy)
    after, session = cloud.with_token_session(session)
    return Grant(after, evaluation=evaluation, session=session)


def _problems(
    cloud: Cloud, caller: str, target: str, account_id: str, task_policy: str, seconds: int
) -> Iterator[Problem]:
    """What STS refuses before it asks any policy."""
    if not 0 <= seconds <= LONGEST_ROOT_SESSION:
        limit = f"less than or equal to {LONGEST_ROOT_SESSION}" if seconds > 0 else "greater than or equal to 0"
        aws = (
            f"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: "
            f"Member must have value {limit}"
        )
        message = f"{seconds} seconds are no duration of a root session"
        yield RequestProblem("duration_seconds", message, "Ask for 15 minutes, 900 seconds, at most.", aws)
    if task_policy not in TASK_POLICIES:
        guess = closest(task_policy, TASK_POLICIES)
        help = f"Did you mean `{guess}`?" if guess else f"Choose one of them, such as `{TASK_POLICIES[0]}`."
        yield RequestProblem("task_policy", f"{in_backticks(task_policy)} is no task policy", help)
    organization = cloud.organization
    if organization is None:
        help = "Put the accounts into an organization first."
        yield RequestProblem("caller", "AssumeRoot needs an organization, and there is none", help)
        return
    members = [member.account for member in organization.members if member.account != organization.management_account]
    if account_id not in members or target not in (account_id, f"arn:aws:iam::{account_id}:root"):
        help = f"The member accounts are: {', '.join(members) or 'none'}."
        yield RequestProblem("target", f"{in_backticks(target)} is no member account", help)
    who = find_caller(cloud, caller)
    if not isinstance(who, Caller):
        yield who
    elif who.principal.account != organization.management_account:
        help = f"Call it from account {organization.management_account}."
        yield RequestProblem("caller", "AssumeRoot is for the management account", help, code="AccessDenied")
