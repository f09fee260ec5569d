"""Calls the simulated STS as a form says, and tells what came of it: a session put on, or why there is none."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from iamlab.cloud import (
    AnySession,
    AssumeRoleParameters,
    Cloud,
    FederatedSession,
    Grant,
    Handshake,
    Problem,
    SamlAssertion,
    Session,
    TokenSession,
    WebIdentityToken,
    assume_role,
    assume_role_with_saml,
    assume_role_with_web_identity,
    assume_root,
    credentials_of_workload,
    get_federation_token,
    get_session_token,
    record,
)
from iamlab.engine import Evaluation, explain

from ..bench import Bench, wearing
from .forms import WayForm


@dataclass(frozen=True, slots=True)
class Called:
    """What became of a call: the workbench after it, and both doors of AWS in words: the command and its answer."""

    bench: Bench
    command: str
    answer: str
    problems: tuple[Problem, ...] = ()
    evaluation: Evaluation | None = None
    session: AnySession | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What each gate that has something to say says."""
        if self.evaluation is None:
            return ()
        told = explain(self.evaluation)
        return tuple(gate.sentence for gate in told.gates if gate.state not in ("na", "silent"))


def call(way: str, form: WayForm, bench: Bench) -> Called:
    """Call STS as the form of a way says. A session goes on top of the stack; whoever it is under stays there."""
    return _told(way, form, bench, _CALLS[way](bench.deciding, bench.who, form))


def _assume(cloud: Cloud, who: str, form: WayForm) -> Handshake:
    return assume_role(
        cloud, who, form.typed("role"), form.typed("session_name"),
        duration_seconds=form.cleaned_data["duration"], external_id=form.optional("external_id"),
        session_policy=form.optional("session_policy"), session_policy_arns=form.typed_lines("policy_arns"),
        mfa=form.cleaned_data["mfa"], tags=form.pairs("tags"),
        transitive_tag_keys=form.typed_lines("transitive"), source_identity=form.optional("source_identity"),
    )  # fmt: skip


def _workload(cloud: Cloud, who: str, form: WayForm) -> Handshake:
    return credentials_of_workload(cloud, form.typed("workload"), form.typed("role"))


def _saml(cloud: Cloud, who: str, form: WayForm) -> Handshake:
    assertion = SamlAssertion(
        form.typed("provider"), form.typed("subject"), audience=form.typed("audience"),
        attributes=form.claims("attributes"), tags=form.pairs("tags"),
    )  # fmt: skip
    return assume_role_with_saml(cloud, assertion, _parameters(form))


def _web_identity(cloud: Cloud, who: str, form: WayForm) -> Handshake:
    subject, audience = form.typed("subject"), form.typed("audience")
    token = WebIdentityToken(form.typed("provider"), subject, audience, form.claims("claims_"))
    return assume_role_with_web_identity(cloud, token, _parameters(form))


def _parameters(form: WayForm) -> AssumeRoleParameters:
    return AssumeRoleParameters(form.typed("role"), form.typed("session_name"), form.cleaned_data["duration"])


def _broker(cloud: Cloud, who: str, form: WayForm) -> Grant:
    return get_federation_token(
        cloud, who, form.typed("name"), duration_seconds=form.cleaned_data["duration"],
        policy=form.optional("session_policy"), policy_arns=form.typed_lines("policy_arns"), tags=form.pairs("tags"),
    )  # fmt: skip


def _session_token(cloud: Cloud, who: str, form: WayForm) -> Grant:
    return get_session_token(cloud, who, duration_seconds=form.cleaned_data["duration"], mfa=form.cleaned_data["mfa"])


def _assume_root(cloud: Cloud, who: str, form: WayForm) -> Grant:
    target, task = form.typed("target"), form.typed("task")
    return assume_root(cloud, who, target, task, duration_seconds=form.cleaned_data["duration"])


_CALLS: Mapping[str, Callable[[Cloud, str, WayForm], Handshake | Grant]] = {
    "assume-role": _assume,
    "workload": _workload,
    "saml": _saml,
    "web-identity": _web_identity,
    "broker": _broker,
    "session-token": _session_token,
    "assume-root": _assume_root,
}


def _told(way: str, form: WayForm, bench: Bench, outcome: Handshake | Grant) -> Called:
    command = command_of(way, form)
    cloud = replace(outcome.cloud, left_out=frozenset())
    if not bench.off:
        cloud = _recorded(cloud, bench.who, outcome)
    if outcome.session is None:
        operation = OPERATIONS[way]
        said = outcome.message or "; ".join(problem.message for problem in outcome.problems)
        code = outcome.answer.code if outcome.answer else "AccessDenied"
        answer = f"An error occurred ({code}) when calling the {operation} operation: {said}"
        return Called(replace(bench, cloud=cloud), command, answer, outcome.problems, outcome.evaluation)
    session = outcome.session
    before = replace(bench, tried=None, asked=replace(bench.asked, caller=""))
    return Called(wearing(before, cloud, session), command, answer_of(session), (), outcome.evaluation, session)


def _recorded(cloud: Cloud, who: str, outcome: Handshake | Grant) -> Cloud:
    """Every permission that a call took, or the one that it failed for."""
    settling = (outcome.evaluation,) if outcome.evaluation else ()
    asked = outcome.evaluations if outcome.session else ()
    for evaluation in asked or settling:
        cloud = record(cloud, evaluation, who)
    return cloud


OPERATIONS = {
    "assume-role": "AssumeRole",
    "workload": "AssumeRole",
    "saml": "AssumeRoleWithSAML",
    "web-identity": "AssumeRoleWithWebIdentity",
    "broker": "GetFederationToken",
    "session-token": "GetSessionToken",
    "assume-root": "AssumeRoot",
}


def command_of(way: str, form: WayForm) -> str:
    """The command that would make the call; services make theirs by themselves."""
    typed = form.typed
    if way == "workload":
        return "# no command: the service assumes the role by itself, and the SDK finds the credentials"
    parts = [f"aws sts {_dashed(OPERATIONS[way])}"]
    options = {
        "--role-arn": typed("role"),
        "--role-session-name": typed("session_name"),
        "--name": typed("name") if way == "broker" else "",
        "--principal-arn": typed("provider") if way == "saml" else "",
        "--saml-assertion": "file://assertion.b64" if way == "saml" else "",
        "--web-identity-token": "file://token.jwt" if way == "web-identity" else "",
        "--target-principal": typed("target") if way == "assume-root" else "",
        "--task-policy-arn": f"arn={typed('task')}" if way == "assume-root" else "",
        "--duration-seconds": str(form.cleaned_data.get("duration") or ""),
        "--external-id": typed("external_id"),
        "--serial-number": "arn:aws:iam::…:mfa/device --token-code 123456" if form.cleaned_data.get("mfa") else "",
        "--policy": "file://session-policy.json" if form.cleaned_data.get("session_policy") else "",
        "--policy-arns": " ".join(f"arn={arn}" for arn in form.typed_lines("policy_arns")),
        "--tags": "" if way == "saml" else " ".join(f"Key={key},Value={value}" for key, value in form.pairs("tags")),
        "--source-identity": typed("source_identity"),
    }
    parts += [f"{name} {value}" for name, value in options.items() if value]
    return " \\\n  ".join(parts)


def _dashed(operation: str) -> str:
    dashed = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in operation)
    return dashed.lstrip("-").replace("s-a-m-l", "saml")


def answer_of(session: AnySession) -> str:
    """What the command prints: credentials that are plainly made up, and who one is now."""
    key = session.access_key if isinstance(session, TokenSession) else "ASIAEXAMPLEEXAMPLE00"
    answer: dict[str, object] = {
        "Credentials": {
            "AccessKeyId": key,
            "SecretAccessKey": "example-secret-of-a-simulation",
            "SessionToken": "example-token-of-a-simulation",
            "Expiration": _moment(session.expires),
        }
    }
    match session:
        case Session():
            answer["AssumedRoleUser"] = {"AssumedRoleId": f"AROAEXAMPLE:{session.name}", "Arn": session.arn}
            if session.source_identity:
                answer["SourceIdentity"] = session.source_identity
        case FederatedSession():
            answer["FederatedUser"] = {"FederatedUserId": f"{session.account_id}:{session.name}", "Arn": session.arn}
    return json.dumps(answer, indent=4)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def who_could_be(cloud: Cloud) -> list[tuple[str, str]]:
    """Users and root users that somebody could sign in as, with their accounts."""
    found = []
    for account in cloud.accounts:
        found += [(account.arn(user), f"{user.name} in {account.name}, {account.id}") for user in account.users]
        found.append((f"arn:aws:iam::{account.id}:root", f"root user of {account.name}, {account.id}"))
    return found
