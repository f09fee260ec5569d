"""Commands of STS. What STS refuses before it asks any policy is what the call itself would be refused for."""

import re
from collections.abc import Iterator, Mapping, Sequence

from iamlab.cloud.assume_role import assume_role, parameter_context
from iamlab.cloud.assume_root import assume_root
from iamlab.cloud.cases import case_for
from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, UnreadableCommand
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.values import structure, structures, tags
from iamlab.cloud.parameters import AssumeRoleParameters
from iamlab.cloud.problems import Problem, RequestProblem
from iamlab.cloud.tag_passing import Passed, passed_context, passed_on
from iamlab.cloud.tokens import get_federation_token, get_session_token

_OPTION_OF = {
    "session_name": "role-session-name",
    "mfa": "token-code",
    "session_policy": "policy",
    "session_policy_arns": "policy-arns",
    "target": "target-principal",
    "task_policy": "task-policy-arn",
}
"""The option of a parameter whose name is not that of the option."""

_WHY = {
    "sts:AssumeRole": "asks for a session of the role",
    "sts:GetFederationToken": "asks for credentials of the federated user",
    "sts:TagSession": "passes session tags",
    "sts:SetSourceIdentity": "sets the source identity",
}
_SESSION = "To get the session, go to Sessions: here it is only asked whether you may."


def read_assume_role(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sts assume-role`; session tags and a source identity are permissions of their own (S20, S30, S31)."""
    role = command.value("role-arn")
    if ":role/" not in role:
        raise UnreadableCommand(f"`{role}` is no ARN of a role", "AssumeRole takes the role's ARN, not its name.")
    parameters = AssumeRoleParameters(
        role, command.value("role-session-name"), _seconds(command),
        command.value("external-id") if command.has("external-id") else None, _policy(command), _policy_arns(command),
    )  # fmt: skip
    mfa, given = _mfa(command, desk), tags(command)
    transitive = command.values("transitive-tag-keys")
    identity = command.value("source-identity") if command.has("source-identity") else None
    passed = passed_on(desk.cloud.session(desk.caller), given, transitive, identity)
    keys = {**parameter_context(parameters), **passed_context(passed), **_mfa_keys(mfa=mfa)}
    absent = passed.absent | {key for key, values in keys.items() if not values}
    filled = {key: values for key, values in keys.items() if values}
    call = assume_role(
        desk.cloud, desk.caller, role, parameters.session_name, duration_seconds=parameters.duration_seconds,
        external_id=parameters.external_id, session_policy=parameters.session_policy,
        session_policy_arns=parameters.session_policy_arns, mfa=mfa, tags=given, transitive_tag_keys=transitive,
        source_identity=identity, context=desk.circumstances,
    )  # fmt: skip
    requests = _requests("sts:AssumeRole", role, passed, filled, absent)
    _refuse(call.problems, desk, requests)
    yield from requests


def read_federation_token(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sts get-federation-token`; session tags are a permission of their own (S41)."""
    name, given = command.value("name"), tags(command)
    passed = Passed(given, given=given)
    user = f"arn:aws:sts::{desk.account_id}:federated-user/{name}"
    requests = _requests("sts:GetFederationToken", user, passed, passed_context(passed), passed.absent)
    call = get_federation_token(
        desk.cloud, desk.caller, name, duration_seconds=_seconds(command), policy=_policy(command),
        policy_arns=_policy_arns(command), tags=given,
    )  # fmt: skip
    _refuse(call.problems, desk, requests)
    yield from requests


def read_session_token(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sts get-session-token` (S40)."""
    mfa = _mfa(command, desk)
    request = CommandRequest("sts:GetSessionToken", "*", "asks for a session token", _mfa_keys(mfa=mfa))
    call = get_session_token(desk.cloud, desk.caller, duration_seconds=_seconds(command), mfa=mfa)
    _refuse(call.problems, desk, [request])
    yield request


def read_assume_root(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sts assume-root`; the task policy comes as `arn=…` (S50)."""
    target = command.value("target-principal")
    task = str(structure(command, "task-policy-arn", "arn=arn:aws:iam::aws:policy/root-task/NAME").get("arn", ""))
    root = target if target.startswith("arn:") else f"arn:aws:iam::{target}:root"
    keys = {"sts:TaskPolicyArn": (task,)}
    request = CommandRequest("sts:AssumeRoot", root, "asks for a session of the root user", keys)
    call = assume_root(desk.cloud, desk.caller, target, task, duration_seconds=_seconds(command))
    _refuse(call.problems, desk, [request])
    yield request


def _requests(action: str, arn: str, passed: Passed, keys: Keys, absent: frozenset[str]) -> list[CommandRequest]:
    return [CommandRequest(each, arn, _WHY[each], keys, absent) for each in (action, *passed.actions)]


def _refuse(problems: Sequence[Problem], desk: Desk, requests: Sequence[CommandRequest]) -> None:
    """Raise what the call is refused for, unless the requests themselves cannot be decided for it."""
    told = {
        problem.message
        for each in requests
        for problem in case_for(
            desk.cloud, desk.caller, each.action, each.resource, {**desk.circumstances, **each.context}
        ).problems
    }
    for problem in problems:
        if problem.message not in told:
            field = problem.field if isinstance(problem, RequestProblem) else "session_policy"
            option = _OPTION_OF.get(field, field.replace("_", "-"))
            where = "" if field == "caller" else f"`--{option}`: "
            raise UnreadableCommand(f"{where}{problem.message}", problem.help, tuple(requests))


def _seconds(command: Command) -> int | None:
    text = command.value("duration-seconds")
    if text and not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise UnreadableCommand(f"`{text}` is no number of seconds", "Write `--duration-seconds 3600`.")
    return int(text) if text else None


def _policy(command: Command) -> str | None:
    """The session policy, where it stands in the command; what lies in a file changes nothing of the request."""
    text = command.value("policy")
    return text if text and not text.startswith("file://") else None


def _policy_arns(command: Command) -> tuple[str, ...]:
    example = "arn=arn:aws:iam::aws:policy/ReadOnlyAccess"
    return tuple(str(each.get("arn", "")) for each in structures(command, "policy-arns", example))


def _mfa(command: Command, desk: Desk) -> bool:
    """Whether the call carries a code of the caller's device (S31)."""
    serial, code = command.value("serial-number"), command.value("token-code")
    if not serial and not code:
        return False
    if not serial or not code:
        missing = "token-code" if serial else "serial-number"
        example = "123456" if serial else f"arn:aws:iam::{desk.account_id}:mfa/NAME"
        raise UnreadableCommand(f"the code of an MFA device also needs `--{missing}`", f"Add `--{missing} {example}`.")
    if not re.fullmatch(r"[0-9]{6}", code):
        raise UnreadableCommand(f"`{code}` is no code of an MFA device", "Write six digits: `--token-code 123456`.")
    devices = desk.user.mfa_devices if desk.user else ()
    if devices and serial.rpartition("/")[2] not in devices:
        help = f"Write `--serial-number arn:aws:iam::{desk.account_id}:mfa/{devices[0]}`."
        raise UnreadableCommand(f"`{serial}` is no MFA device of the user who asks", help)
    return True


def _mfa_keys(*, mfa: bool) -> Keys:
    return {"aws:MultiFactorAuthPresent": ("true",), "aws:MultiFactorAuthAge": ("0",)} if mfa else {}


KINDS: Mapping[str, Kind] = {
    "assume-role": Kind(
        read_assume_role, "To get the session, assume the role in the panel: here it is only asked whether you may."
    ),
    "assume-root": Kind(read_assume_root, _SESSION),
    "get-federation-token": Kind(read_federation_token, _SESSION),
    "get-session-token": Kind(read_session_token, _SESSION),
    "get-caller-identity": Kind(OnNone("sts:GetCallerIdentity", "tells who asks")),
    "get-access-key-info": Kind(OnNone("sts:GetAccessKeyInfo", "tells whose the access key is")),
    "decode-authorization-message": Kind(OnNone("sts:DecodeAuthorizationMessage", "reads the coded message")),
}
