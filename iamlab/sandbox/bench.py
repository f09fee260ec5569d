"""The workbench as a value: a cloud, who asks, and what is asked. Every change gives a new one."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from iamlab.cloud import (
    AnySession,
    Cloud,
    InvalidState,
    NamedRequest,
    RequestProblem,
    Scenario,
    advance_clock,
    assume_role,
    from_state,
    parse_policy_ref,
    policy_slots,
    session_for,
    set_policy_text,
    to_state,
    without_old_sessions,
)
from iamlab.engine import IamUser, RoleSession, RootUser, parse_principal

from .watches.watch import Expected, Watch, watches_from_json, watches_to_json

MOST_OPEN = 12
MOST_WORN = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was typed. `context` holds a line `key = value` for each value.

    `caller` is who asks, where that is somebody else than who the learner is now; `absent` are keys taken away.
    """

    action: str
    resource: str
    context: str = ""
    caller: str = ""
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleTry:
    """The last call of AssumeRole: kept as inputs, so that both its sides are decided again when a policy changes."""

    caller: str
    role: str
    session_name: str


@dataclass(frozen=True, slots=True)
class Bench:
    """`you` is the ARN of the user somebody plays, `worn` the ARNs of the sessions put on since, the last on top.

    `open` are the references of policies that were opened by hand, for clouds with too many to show them all.
    `command` is the command of the AWS CLI that was read last. `off` names the policies that are switched off for a
    moment, as `PolicySlot.called` does.
    """

    cloud: Cloud
    you: str
    asked: Asked
    worn: tuple[str, ...] = ()
    tried: RoleTry | None = None
    watches: tuple[Watch, ...] = ()
    open: tuple[str, ...] = ()
    command: str = ""
    off: tuple[str, ...] = ()

    @property
    def deciding(self) -> Cloud:
        """The cloud as it is asked: without the policies that are switched off."""
        return replace(self.cloud, left_out=frozenset(self.off))

    @property
    def who(self) -> str:
        """Who the learner is now: the session on top, or the user."""
        return self.worn[-1] if self.worn else self.you

    @property
    def caller(self) -> str:
        """Who makes the request: somebody named for it, or who the learner is now."""
        return self.asked.caller or self.who


def bench_of(scenario: Scenario) -> Bench:
    """A fresh workbench: the scenario's cloud, and its first request typed in.

    Raises ValueError for a scenario that names neither who the learner is nor anybody who could ask.
    """
    you = scenario.you or next(scenario.cloud.principals(), None) or _a_root_user(scenario.cloud)
    if you is None:
        raise ValueError("nobody in this scenario could ask for anything")
    first = scenario.requests[0] if scenario.requests else NamedRequest("", you, "", "")
    texts = {str(slot.ref): slot.text for slot in policy_slots(scenario.cloud) if slot.text is not None}
    asked = Asked(first.action, first.resource, context_lines(first.context), _asked_as(first.caller, you))
    bench = Bench(scenario.cloud, you, asked, watches=tuple(_watches(scenario)))
    return with_file_texts(bench, texts)


def _a_root_user(cloud: Cloud) -> str | None:
    return next((f"arn:aws:iam::{account.id}:root" for account in cloud.accounts), None)


def _asked_as(caller: str, you: str) -> str:
    """Who asks, where that is neither `you` nor a session that somebody has yet to assume."""
    return "" if caller == you or isinstance(parse_principal(caller), RoleSession) else caller


def _watches(scenario: Scenario) -> Iterator[Watch]:
    """The further requests of a scenario, to be watched; the first one too where something is expected of it."""
    watched = (each for number, each in enumerate(scenario.requests) if number or each.expect)
    for key, request in enumerate(watched, 1):
        lines = context_lines(request.context)
        yield Watch(key, request.caller, request.action, request.resource, lines, Expected(request.expect))


def scenario_of_bench(bench: Bench) -> Scenario:
    """The workbench as a scenario: its cloud, and as requests what is asked and what is watched.

    Sessions, the event history and what is switched off are no part of one.
    """
    asked = bench.asked
    rows = [(bench.caller, asked.action, asked.resource, asked.context, "")]
    rows += [(each.caller, each.action, each.resource, each.context, each.expected.value) for each in bench.watches]
    requests = []
    for number, (caller, action, resource, context, expect) in enumerate(rows, 1):
        keys = read_context(context)
        if bench.cloud.token_session(caller) is None and isinstance(keys, dict) and action and resource:
            who = session_for(bench.cloud, caller)[1]
            requests.append(NamedRequest(f"request-{number}", who, action, resource, keys, expect))
    you = bench.you if _is_user(bench.cloud, bench.you) else None
    return Scenario(
        replace(bench.cloud, sessions=(), federated_sessions=(), token_sessions=(), events=()), you, tuple(requests)
    )


def context_lines(context: Mapping[str, tuple[str, ...]]) -> str:
    """Context keys as somebody would type them; `read_context` reads them back."""
    return "\n".join(f"{key} = {value}" for key, values in context.items() for value in values)


def with_policies(bench: Bench, texts: Mapping[str, str]) -> Bench:
    """Put texts in place by their reference (`444455556666/role/report-reader/trust`); unknown ones are ignored."""
    cloud = bench.cloud
    known = {slot.ref for slot in policy_slots(cloud)}
    for name, text in texts.items():
        ref = parse_policy_ref(name)
        if ref in known and ref is not None:
            cloud = set_policy_text(cloud, ref, text)
    return replace(bench, cloud=cloud)


def with_file_texts(bench: Bench, texts: Mapping[str, str]) -> Bench:
    """Like `with_policies`, for texts from files, which end with a line break that nobody would type."""
    return with_policies(bench, {ref: text.rstrip("\n") for ref, text in texts.items()})


def opened(bench: Bench, ref: str) -> Bench:
    """Show a policy, by its reference, among those opened by hand: the MOST_OPEN that were opened last."""
    return replace(bench, open=(*(each for each in bench.open if each != ref), ref)[-MOST_OPEN:])


def ask(bench: Bench, asked: Asked) -> Bench:
    """Type in another request."""
    return replace(bench, asked=asked)


def put_on(bench: Bench, role: str, session_name: str) -> Bench:
    """Call AssumeRole as whoever asks now; where both sides allow, the session goes on top."""
    tried = RoleTry(bench.who, role, session_name)
    handshake = assume_role(bench.deciding, tried.caller, tried.role, tried.session_name)
    if handshake.session is None:
        return replace(bench, tried=tried)
    cloud = bench.cloud.with_session(handshake.session)
    return wearing(replace(bench, tried=tried), cloud, handshake.session)


def wearing(bench: Bench, cloud: Cloud, session: AnySession) -> Bench:
    """Put a session on top, which `cloud` has.

    The MOST_WORN put on last stay on. Old sessions that nobody wears or asks with go, beyond MAX_SESSIONS.
    """
    worn = (*bench.worn, session.called)[-MOST_WORN:]
    used = {*worn, bench.you, bench.asked.caller, *(watch.caller for watch in bench.watches)}
    return replace(bench, cloud=without_old_sessions(cloud, used), worn=worn)


def drop(bench: Bench) -> Bench:
    """Take the session on top off; whoever wore it has their own permissions again."""
    return replace(bench, worn=bench.worn[:-1])


def wait(bench: Bench, minutes: int) -> Bench:
    """Let the simulated clock run."""
    return replace(bench, cloud=advance_clock(bench.cloud, minutes * 60))


def as_caller(bench: Bench, caller: str) -> Bench:
    """Become the user, the root user or the session that an ARN names: drop what is worn, assume what is not.

    Where the role can't be assumed, the caller stays who could not.
    """
    if caller == bench.you or _is_user(bench.cloud, caller):
        return replace(bench, you=caller, worn=(), tried=None)
    if caller in bench.worn:
        return replace(bench, worn=bench.worn[: bench.worn.index(caller) + 1])
    bench = replace(bench, worn=())
    if bench.cloud.any_session(caller):
        return replace(bench, worn=(caller,), tried=None)
    parts = caller.split(":")
    account = bench.cloud.account(parts[4]) if len(parts) == 6 else None
    _, _, named = parts[-1].partition("/")
    role_name, _, session_name = named.partition("/")
    role = next((role for role in account.roles if role.name == role_name), None) if account else None
    return put_on(bench, account.arn(role), session_name) if account and role else bench


def _is_user(cloud: Cloud, arn: str) -> bool:
    """Whether an ARN names a user of the cloud, or the root user of one of its accounts."""
    match parse_principal(arn):
        case IamUser():
            return arn in cloud.principals()
        case RootUser() as root:
            return cloud.account(root.account) is not None
    return False


def bench_to_json(bench: Bench) -> dict[str, Any]:
    """The workbench as JSON values, for `bench_from_json`."""
    tried = bench.tried
    return {
        "cloud": to_state(bench.cloud),
        "you": bench.you,
        "worn": list(bench.worn),
        "asked": {**asdict(bench.asked), "absent": list(bench.asked.absent)},
        "tried": tried and {"caller": tried.caller, "role": tried.role, "session_name": tried.session_name},
        "watches": watches_to_json(bench.watches),
        "open": list(bench.open),
        "command": bench.command,
        "off": list(bench.off),
    }


def bench_from_json(state: Mapping[str, Any]) -> Bench:
    """Read what `bench_to_json` wrote. Raises InvalidState for anything else."""
    try:
        tried = RoleTry(**state["tried"]) if state["tried"] else None
        asked = Asked(**{**state["asked"], "absent": tuple(state["asked"].get("absent", ()))})
        watches, opened = watches_from_json(state.get("watches", [])), tuple(state.get("open", ()))
        cloud, worn, command = from_state(state["cloud"]), tuple(state["worn"]), str(state.get("command", ""))
        off = tuple(map(str, state.get("off", ())))
        return Bench(cloud, state["you"], asked, worn, tried, watches, opened, command, off)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidState(f"not the state of a workbench: {error}") from error


def read_context(text: str) -> dict[str, tuple[str, ...]] | RequestProblem:
    """The context keys typed as lines `key = value`; a key written twice has two values."""
    context: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not key:
            message = f"line {number} is not a condition key and its value"
            return RequestProblem("context", message, "Write one a line, such as `aws:SourceIp = 203.0.113.24`.")
        context[key] = (*context.get(key, ()), value)
    return context
