"""Credentials for users themselves: GetSessionToken, GetFederationToken, GetCallerIdentity (S40 to S42)."""

from dataclasses import dataclass, replace
from datetime import timedelta

from iamlab.cloud.assume_role import NO_MFA_DEVICE, passed_policy_problems
from iamlab.cloud.callers import Caller, find_caller
from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.parameters import AssumeRoleParameters, federation_problems, token_duration_problems
from iamlab.cloud.problems import Answer, Problem, RequestProblem, answer_to
from iamlab.cloud.resources import Tags
from iamlab.cloud.sessions import FederatedSession, TokenSession
from iamlab.cloud.tag_passing import Passed, passed_context
from iamlab.engine import Credentials, Evaluation, FederatedUser, IamUser, RootUser, evaluate

DEFAULT_TOKEN, LONGEST_ROOT_TOKEN = 43_200, 3_600


@dataclass(frozen=True, slots=True)
class Grant:
    """What became of a call of GetSessionToken or GetFederationToken; `cloud` is the state after it.

    `evaluations` has one for each permission that the call took, as those of a Handshake.
    """

    cloud: Cloud
    problems: tuple[Problem, ...] = ()
    evaluation: Evaluation | None = None
    evaluations: tuple[Evaluation, ...] = ()
    session: TokenSession | FederatedSession | None = None

    @property
    def answer(self) -> Answer | None:
        """What AWS would print for a call that fails; None for one that succeeds."""
        return None if self.session else answer_to(self.problems, self.evaluation)

    @property
    def message(self) -> str | None:
        """The words of AWS's answer, where they are known."""
        return self.answer.message if self.answer else None


@dataclass(frozen=True, slots=True)
class CallerIdentity:
    """What GetCallerIdentity answers."""

    account: str
    arn: str
    user_id: str


def get_session_token(cloud: Cloud, caller: str, *, duration_seconds: int | None = None, mfa: bool = False) -> Grant:
    """Call GetSessionToken with a user's or root user's long-term credentials; it takes no permission (S40)."""
    seconds = DEFAULT_TOKEN if duration_seconds is None else duration_seconds
    problems = (*token_duration_problems(seconds), *_caller_problems(cloud, caller, "GetSessionToken"))
    if problems:
        return Grant(cloud, problems)
    account = cloud.account(caller.split(":")[4])
    user = account.user(caller) if account else None
    if mfa and not (user and user.mfa_devices):
        return Grant(cloud, (NO_MFA_DEVICE,))
    reading = case_for(cloud, caller, "sts:GetSessionToken", "*")
    session = TokenSession(caller, cloud.now, cloud.now + _lasting(caller, seconds), mfa)
    after, session = cloud.with_token_session(session)
    return Grant(after, evaluation=evaluate(reading.case) if reading.case else None, session=session)


def get_federation_token(
    cloud: Cloud,
    caller: str,
    name: str,
    *,
    duration_seconds: int | None = None,
    policy: str | None = None,
    policy_arns: tuple[str, ...] = (),
    tags: Tags = (),
) -> Grant:
    """Call GetFederationToken with long-term credentials, which takes a permission of that name (S41)."""
    seconds = DEFAULT_TOKEN if duration_seconds is None else duration_seconds
    problems = (
        *federation_problems(name, seconds, policy, policy_arns, tags),
        *_caller_problems(cloud, caller, "GetFederationToken"),
    )
    if problems:
        return Grant(cloud, problems)
    passed_policies = AssumeRoleParameters(caller, name, session_policy=policy, session_policy_arns=policy_arns)
    problems = tuple(passed_policy_problems(cloud, passed_policies))
    if problems:
        return Grant(cloud, problems)
    session = FederatedSession(
        caller, name, cloud.now, cloud.now + _lasting(caller, seconds), policy, policy_arns, tags
    )
    return _decided(cloud, session)


def _decided(cloud: Cloud, session: FederatedSession) -> Grant:
    """What becomes of a call whose parameters are in order: `session`, if every permission that it takes is there."""
    passed = Passed(session.tags, given=session.tags)
    actions = ("sts:GetFederationToken", *passed.actions)
    context, absent = passed_context(passed), passed.absent
    readings = [case_for(cloud, session.issuer_arn, each, session.arn, context, absent=absent) for each in actions]
    evaluations = [evaluate(reading.case) for reading in readings if reading.case]
    unread = tuple(problem for reading in readings for problem in reading.problems)
    if unread:
        return Grant(cloud, unread)
    settling = next((each for each in evaluations if not each.allowed), evaluations[0])
    if not settling.allowed:
        return Grant(cloud, evaluation=settling)
    others = tuple(each for each in cloud.federated_sessions if each.arn != session.arn)
    after = replace(cloud, federated_sessions=(*others, session))
    return Grant(after, (), settling, tuple(evaluations), session)


def caller_identity(cloud: Cloud, caller: str) -> CallerIdentity | Problem:
    """Call GetCallerIdentity, which nothing can deny (S42). Callers without credentials are a problem."""
    found = find_caller(cloud, caller)
    if not isinstance(found, Caller):
        return found
    principal = found.principal
    if principal.account is None:
        return RequestProblem("caller", "only credentials have an identity", "Ask as a user or with a session.")
    user_id = principal.account
    if isinstance(principal, FederatedUser):
        user_id = f"{principal.account}:{principal.name}"
    elif not isinstance(principal, RootUser):
        user_id = getattr(principal, "unique_id", None) or principal.account
    return CallerIdentity(principal.account, principal.arn, user_id)


def _caller_problems(cloud: Cloud, caller: str, operation: str) -> tuple[Problem, ...]:
    """Both calls are for long-term credentials (S10)."""
    found = find_caller(cloud, caller)
    if not isinstance(found, Caller):
        return (found,)
    principal = found.principal
    if isinstance(principal, RootUser) and caller == principal.arn:
        return ()
    if isinstance(principal, IamUser) and principal.credentials is Credentials.LONG_TERM:
        return ()
    help = "Call as an IAM user with an access key."
    aws = f"Cannot call {operation} with session credentials"
    message = f"{operation} is not for temporary credentials"
    return (RequestProblem("caller", message, help, aws, code="AccessDenied"),)


def _lasting(caller: str, seconds: int) -> timedelta:
    """A root user's credentials are cut to an hour, not refused (S40, S41)."""
    return timedelta(seconds=min(seconds, LONGEST_ROOT_TOKEN) if caller.endswith(":root") else seconds)
