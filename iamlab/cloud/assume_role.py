"""AssumeRole: the handshake of a caller's side with a role's trust policy, and the session that comes of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from iamlab.cloud.callers import session_policy_slot
from iamlab.cloud.cases import NO_CONTEXT, case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.handshake import Handshake
from iamlab.cloud.managed_policies import can_attach
from iamlab.cloud.parameters import (
    LONGEST_SESSION,
    LONGEST_SESSION_POLICY,
    AssumeRoleParameters,
    length_problem,
    parameter_problems,
)
from iamlab.cloud.problems import PolicyProblem, Problem, RequestProblem
from iamlab.cloud.resources import Tags
from iamlab.cloud.sessions import Origin, Session
from iamlab.cloud.tag_passing import Passed, conflicts, passed_context, passed_on
from iamlab.engine import IamUser, RoleSession, evaluate, in_backticks

_SECONDS = re.compile(r"[0-9]{1,6}")

NO_MFA_DEVICE = RequestProblem(
    "mfa",
    "only an IAM user who has an MFA device could give a code of it",
    "Leave the code out, or give the user a device and call as the user.",
    "MultiFactorAuthentication failed, unable to validate MFA code. "
    "Please verify your MFA serial number is valid and associated with this user.",
    code="AccessDenied",
)
"""What STS says to whoever gives a code and has no device (S31, S40)."""


def assume_role(
    cloud: Cloud,
    caller: str,
    role_arn: str,
    session_name: str,
    *,
    duration_seconds: int | None = None,
    external_id: str | None = None,
    session_policy: str | None = None,
    session_policy_arns: tuple[str, ...] = (),
    mfa: bool = False,
    tags: Tags = (),
    transitive_tag_keys: tuple[str, ...] = (),
    source_identity: str | None = None,
    context: Mapping[str, tuple[str, ...]] = NO_CONTEXT,
) -> Handshake:
    """Call AssumeRole as `caller`, a user, a session, or a service (S1 to S9, S14, S20 to S25, S30, S31).

    `mfa`: the call carries a valid code of the user's device. Mistakes are told in the answer, never raised.
    Provided contexts are not modelled: there is no parameter for them, and `sts:SetContext` is never asked for (S26).
    """
    parameters = AssumeRoleParameters(
        role_arn, session_name, duration_seconds, external_id, session_policy, session_policy_arns
    )
    passed = passed_on(cloud.session(caller), tags, transitive_tag_keys, source_identity)
    problems = (
        *parameter_problems(parameters, passed),
        *conflicts(cloud.session(caller), tags, source_identity),
        *passed_policy_problems(cloud, parameters),
    )
    if problems:
        return Handshake(cloud, problems)
    code = {"aws:MultiFactorAuthPresent": ("true",), "aws:MultiFactorAuthAge": ("0",)} if mfa else NO_CONTEXT
    given = {**context, **parameter_context(parameters), **passed_context(passed), **code}
    reading = case_for(cloud, caller, "sts:AssumeRole", role_arn, given, absent=passed.absent)
    if mfa and reading.case and not _has_mfa_device(cloud, reading):
        return Handshake(cloud, (NO_MFA_DEVICE,))
    since = _authenticated_at(cloud, caller, context)
    session = replace(new_session(cloud, parameters, passed), mfa_authenticated_at=since)
    return decided(cloud, reading, caller, parameters, passed, given, session)


def decided(
    cloud: Cloud,
    reading: CaseReading,
    caller: str,
    parameters: AssumeRoleParameters,
    passed: Passed,
    given: Mapping[str, tuple[str, ...]],
    session: Session,
) -> Handshake:
    """What becomes of a call whose parameters are in order: `session`, if every permission that it takes is there.

    `reading` is the case of the call itself; the permissions that go with it are asked for here (S20, S25).
    """
    if reading.case is None:
        return Handshake(cloud, tuple(_named_as_parameter(problem) for problem in reading.problems))
    role_arn = parameters.role_arn
    evaluations = [evaluate(reading.case)]
    for action in passed.actions:
        further = case_for(cloud, caller, action, role_arn, given, absent=passed.absent)
        evaluations += [evaluate(further.case)] if further.case else []
    settling = next((each for each in evaluations if not each.allowed), evaluations[0])
    chained = isinstance(settling.request.principal, RoleSession)
    too_long = length_problem(parameters.seconds, _role_maximum(cloud, role_arn), chained=chained)
    if not settling.allowed or too_long:
        problems = (too_long,) if settling.allowed and too_long else ()
        return Handshake(cloud, problems, reading, settling, evaluations=tuple(evaluations))
    return Handshake(cloud.with_session(session), (), reading, settling, session, tuple(evaluations))


def passed_policy_problems(cloud: Cloud, parameters: AssumeRoleParameters) -> Iterator[Problem]:
    """Session policies have to be such as AWS takes, and those passed by ARN of the role's account (G28, M14)."""
    if parameters.session_policy is not None:
        slot = session_policy_slot(parameters.session_policy, parameters.session_name)
        reading = slot.read()
        too_long = len(parameters.session_policy) > LONGEST_SESSION_POLICY
        refusal = None if too_long or reading.document is None else slot.refusal()
        if reading.document is None or refusal:
            yield PolicyProblem(slot, (refusal,) if refusal else reading.diagnostics)
    account = cloud.account(parameters.role_arn.split(":")[4]) if parameters.role_arn.count(":") >= 5 else None
    for arn in parameters.session_policy_arns:
        if account is None or not can_attach(account, arn):
            message = f"{in_backticks(arn)} is no managed policy that the account has"
            yield RequestProblem("session_policy_arns", message, "Pass a managed policy of that account or of AWS.")


def parameter_context(parameters: AssumeRoleParameters) -> dict[str, tuple[str, ...]]:
    """The condition keys that the parameters fill; one without values is known to be absent (C67, C68)."""
    external_id = () if parameters.external_id is None else (parameters.external_id,)
    return {"sts:RoleSessionName": (parameters.session_name,), "sts:ExternalId": external_id}


def new_session(
    cloud: Cloud, parameters: AssumeRoleParameters, passed: Passed, origin: Origin = Origin.ASSUME_ROLE
) -> Session:
    """The session that the parameters ask for, from now on."""
    return Session(
        parameters.role_arn,
        parameters.session_name,
        cloud.now,
        cloud.now + timedelta(seconds=parameters.seconds),
        parameters.session_policy,
        parameters.session_policy_arns,
        tags=passed.tags,
        transitive_tags=passed.transitive,
        source_identity=passed.source_identity,
        origin=origin,
    )


def _has_mfa_device(cloud: Cloud, reading: CaseReading) -> bool:
    principal = reading.case.request.principal if reading.case else None
    account = cloud.account(principal.account) if isinstance(principal, IamUser) else None
    user = account.user(principal.arn) if account and principal else None
    return user is not None and bool(user.mfa_devices)


def _named_as_parameter(problem: Problem) -> Problem:
    """The resource of this request is what the call names `RoleArn`."""
    if isinstance(problem, RequestProblem) and problem.field == "resource":
        return replace(problem, field="role_arn")
    return problem


def _role_maximum(cloud: Cloud, role_arn: str) -> int:
    account = cloud.account(role_arn.split(":")[4])
    role = account.role(role_arn) if account else None
    return role.max_session_duration if role else LONGEST_SESSION


def _authenticated_at(cloud: Cloud, caller: str, context: Mapping[str, tuple[str, ...]]) -> datetime | None:
    """When the caller's own credentials were authenticated with MFA, never by the code given to this call (C57)."""
    session, token = cloud.session(caller), cloud.token_session(caller)
    if session:
        return session.mfa_authenticated_at
    if token:
        return token.issued if token.mfa else None
    keys = {key.lower(): values for key, values in context.items()}
    if keys.get("aws:multifactorauthpresent") != ("true",):
        return None
    age = "".join(keys.get("aws:multifactorauthage", ()))
    return cloud.now - timedelta(seconds=int(age) if _SECONDS.fullmatch(age) else 0)
