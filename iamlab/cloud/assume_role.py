"""AssumeRole: the handshake of a caller's side with a role's trust policy, and the session that comes of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from iamlab.cloud.callers import session_policy_slot
from iamlab.cloud.cases import NO_CONTEXT, case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.managed_policies import can_attach
from iamlab.cloud.parameters import LONGEST_SESSION, AssumeRoleParameters, length_problem, parameter_problems
from iamlab.cloud.problems import ExpiredToken, PolicyProblem, Problem, RequestProblem
from iamlab.cloud.sessions import Session
from iamlab.engine import (
    Evaluation,
    Gate,
    GateKind,
    GateOutcome,
    IamUser,
    RoleSession,
    evaluate,
    in_backticks,
    message_of,
)

_CALLER_GATES = (GateKind.SCP, GateKind.IDENTITY, GateKind.BOUNDARY, GateKind.SESSION, GateKind.SERVICE)
_ROLE_GATES = (GateKind.RCP, GateKind.RESOURCE)
_NOT_PASSED = frozenset({"aws:RequestTag/", "aws:TagKeys", "sts:TransitiveTagKeys", "sts:SourceIdentity"})
"""Keys of parameters that this call does not pass (C46, C69, C70)."""
_SECONDS = re.compile(r"[0-9]{1,6}")

_NO_MFA_DEVICE = RequestProblem(
    "mfa",
    "only an IAM user has an MFA device whose code could be given",
    "Leave the code out, or call as the user.",
    "MultiFactorAuthentication failed, unable to validate MFA code. "
    "Please verify your MFA serial number is valid and associated with this user.",
)


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a handshake: its gates and what they say together.

    `required` is false for a caller's side that could be silent, because a trust policy of the same account names the
    caller itself (S2).
    """

    gates: tuple[Gate, ...]
    outcome: GateOutcome
    required: bool = True


@dataclass(frozen=True, slots=True)
class Handshake:
    """What became of one AssumeRole call.

    `cloud` is the state after it: the same as before if there is no session. Without an evaluation the call was refused
    before any policy was asked, and `problems` say why. A call that both sides allow can still ask for too long a
    session: then there are an evaluation, a problem, and no session.
    """

    cloud: Cloud
    problems: tuple[Problem, ...] = ()
    reading: CaseReading | None = None
    evaluation: Evaluation | None = None
    session: Session | None = None

    @property
    def caller_side(self) -> Half | None:
        """The caller's half: SCPs, its own policies, boundary and session policies; None without an evaluation."""
        if self.evaluation is None:
            return None
        required = not (self.evaluation.allowed and self.evaluation.decided_by is GateKind.RESOURCE)
        return _half(self.evaluation, _CALLER_GATES, required=required)

    @property
    def trust_side(self) -> Half | None:
        """The role's half: its trust policy, and RCPs; None without an evaluation."""
        return _half(self.evaluation, _ROLE_GATES) if self.evaluation else None

    @property
    def message(self) -> str | None:
        """What AWS would print for a call that fails, where that is known; None for one that succeeds."""
        for problem in self.problems:
            match problem:
                case RequestProblem(aws=message) | ExpiredToken(message=message) if message:
                    return message
        return message_of(self.evaluation) if self.evaluation else None


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
    context: Mapping[str, tuple[str, ...]] = NO_CONTEXT,
) -> Handshake:
    """Call AssumeRole as `caller`, the ARN of a user or session, and keep how it was decided.

    `mfa` says that the call carries a valid code of the user's MFA device. `context` is as in `case_for`. Sessions last
    an hour unless `duration_seconds` says otherwise. Mistakes are told in the answer; nothing is raised for them.
    Rules S1 to S9, S14, S30 and S31.
    """
    parameters = AssumeRoleParameters(
        role_arn, session_name, duration_seconds, external_id, session_policy, session_policy_arns
    )
    problems = (*parameter_problems(parameters), *_passed_policy_problems(cloud, parameters))
    if problems:
        return Handshake(cloud, problems)
    given = {**context, **_parameter_context(parameters, mfa=mfa)}
    reading = case_for(cloud, caller, "sts:AssumeRole", role_arn, given, absent=_NOT_PASSED)
    if reading.case is None:
        return Handshake(cloud, tuple(_named_as_parameter(problem) for problem in reading.problems))
    if mfa and not isinstance(reading.case.request.principal, IamUser):
        return Handshake(cloud, (_NO_MFA_DEVICE,))
    evaluation = evaluate(reading.case)
    chained = isinstance(evaluation.request.principal, RoleSession)
    too_long = length_problem(parameters.seconds, _role_maximum(cloud, role_arn), chained=chained)
    if not evaluation.allowed or too_long:
        return Handshake(cloud, (too_long,) if evaluation.allowed and too_long else (), reading, evaluation)
    session = _session(cloud, parameters, _authenticated_at(cloud, caller, context))
    return Handshake(cloud.with_session(session), (), reading, evaluation, session)


def _passed_policy_problems(cloud: Cloud, parameters: AssumeRoleParameters) -> Iterator[Problem]:
    """Session policies have to be readable, and those passed by ARN have to be of the role's account (G28)."""
    if parameters.session_policy is not None:
        slot = session_policy_slot(parameters.session_policy, parameters.session_name)
        reading = slot.read()
        if reading.document is None:
            yield PolicyProblem(slot, reading.diagnostics)
    account = cloud.account(parameters.role_arn.split(":")[4]) if parameters.role_arn.count(":") >= 5 else None
    for arn in parameters.session_policy_arns:
        if account is None or not can_attach(account, arn):
            message = f"{in_backticks(arn)} is no managed policy that the role's account has"
            yield RequestProblem("session_policy_arns", message, "Pass a customer managed policy of that account.")


def _parameter_context(parameters: AssumeRoleParameters, *, mfa: bool) -> dict[str, tuple[str, ...]]:
    """The condition keys that the parameters fill; one without values is known to be absent (C30, C31, C67, C68)."""
    external_id = () if parameters.external_id is None else (parameters.external_id,)
    keys: dict[str, tuple[str, ...]] = {
        "sts:RoleSessionName": (parameters.session_name,),
        "sts:ExternalId": external_id,
    }
    if mfa:
        keys |= {"aws:MultiFactorAuthPresent": ("true",), "aws:MultiFactorAuthAge": ("0",)}
    return keys


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
    session = cloud.session(caller)
    if session:
        return session.mfa_authenticated_at
    keys = {key.lower(): values for key, values in context.items()}
    if keys.get("aws:multifactorauthpresent") != ("true",):
        return None
    age = "".join(keys.get("aws:multifactorauthage", ()))
    return cloud.now - timedelta(seconds=int(age) if _SECONDS.fullmatch(age) else 0)


def _session(cloud: Cloud, parameters: AssumeRoleParameters, authenticated_at: datetime | None) -> Session:
    return Session(
        parameters.role_arn,
        parameters.session_name,
        cloud.now,
        cloud.now + timedelta(seconds=parameters.seconds),
        parameters.session_policy,
        parameters.session_policy_arns,
        authenticated_at,
    )


def _half(evaluation: Evaluation, kinds: tuple[GateKind, ...], *, required: bool = True) -> Half:
    gates = tuple(gate for gate in evaluation.gates if gate.kind in kinds)
    outcomes = {gate.outcome for gate in gates}
    worst = (GateOutcome.DENY, GateOutcome.NO_ALLOW, GateOutcome.ALLOW, GateOutcome.NOT_APPLICABLE)
    return Half(gates, next(outcome for outcome in worst if outcome in outcomes), required)
