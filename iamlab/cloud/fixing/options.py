"""What could be changed about one thing that is in the way of a request: candidates, to be tried."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from iamlab.cloud.cloud import Cloud
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.fixing.circumstances import context_changes
from iamlab.cloud.fixing.parts import Asked, FixKind, Part, PolicyEdit
from iamlab.cloud.fixing.texts import (
    add_member,
    add_statement,
    add_value,
    new_policy,
    remove_statement,
    rename_member,
)
from iamlab.cloud.places import OwnerKind, Place, PolicyRef, PolicySlot
from iamlab.cloud.policies import policy_slots
from iamlab.engine import (
    ConditionTrace,
    Effect,
    ElementTrace,
    Evaluation,
    GateKind,
    GateOutcome,
    PolicyKind,
    PolicyTrace,
    StatementTrace,
    in_backticks,
    parse_arn,
)

GUARDRAILS = frozenset({GateKind.SCP, GateKind.RCP, GateKind.BOUNDARY, GateKind.VPC_ENDPOINT})


@dataclass(frozen=True, slots=True)
class Situation:
    """A denied request with everything that its options depend on."""

    cloud: Cloud
    asked: Asked
    reading: CaseReading
    evaluation: Evaluation

    @property
    def principal_arn(self) -> str:
        """Who a policy would name: the user, or the role of a session (M32, M33)."""
        principal = self.evaluation.request.principal
        return str(getattr(principal, "role_arn", None) or self.asked.caller)


def deny_options(situation: Situation) -> Iterator[Part]:
    """What could be changed about the first explicit Deny: ask otherwise, spare this caller, or take it away."""
    for gate in situation.evaluation.gates:
        for policy in gate.policies:
            for statement in policy.statements:
                if statement.applies and statement.effect is Effect.DENY:
                    yield from context_changes(situation.asked, situation.evaluation, statement)
                    yield from _spared(situation, gate.kind, policy, statement)
                    return


def allow_options(situation: Situation, kind: GateKind) -> Iterator[Part]:
    """What could be changed so that a gate allows: ask otherwise, widen a near miss, add a statement or a policy."""
    edits: list[PolicyEdit] = []
    conditional = False
    for policy in situation.evaluation.gate(kind).policies:
        for statement in policy.statements:
            if statement.effect is Effect.ALLOW and not statement.applies:
                yield from context_changes(situation.asked, situation.evaluation, statement)
                edits += _widened(situation, kind, policy, statement)
                conditional = conditional or all(isinstance(each, ConditionTrace) for each in _failing(statement))
    # A statement allows it under a condition: whatever gets round that condition is weaker than it.
    for edit in (*edits, *_added(situation, kind)):
        yield replace(edit, weakens=True) if conditional else edit


def _editable(situation: Situation, policy: PolicyTrace) -> PolicySlot | None:
    slot = situation.reading.slot_of(policy.policy)
    return slot if slot and slot.ref and slot.text is not None else None


def _edit(
    slot: PolicySlot, kind: FixKind, after: str | None, sentence: str, value: str, *, line: int | None, weakens: bool
) -> Iterator[PolicyEdit]:
    if slot.ref and after is not None and after != slot.text:
        yield PolicyEdit(kind, slot.ref, slot.title, slot.text or "", after, sentence, value, line, weakens)


def _failing(statement: StatementTrace) -> list[ElementTrace | ConditionTrace]:
    elements = [element for element in statement.elements if not element.matches]
    return [*elements, *(condition for condition in statement.conditions if not condition.holds)]


def _widened(
    situation: Situation, kind: GateKind, policy: PolicyTrace, statement: StatementTrace
) -> Iterator[PolicyEdit]:
    """A statement of which one thing only does not match, with the request's value added to it."""
    slot, failing = _editable(situation, policy), _failing(statement)
    if slot is None or len(failing) != 1:
        return
    failed, request = failing[0], situation.evaluation.request
    name = statement.sid or f"statement {statement.index + 1}"
    weakens = kind in GUARDRAILS
    line = failed.span.start.line if failed.span else None
    if isinstance(failed, ConditionTrace):
        if len(failed.asked) == 1 and not failed.operator.lower().startswith(("null", "bool")):
            value = failed.asked[0]
            after = add_value(slot.text or "", failed.path, value)
            sentence = f"Let {name} accept {in_backticks(value)} for {in_backticks(failed.key)}"
            yield from _edit(slot, FixKind.WIDEN, after, sentence, value, line=line, weakens=weakens)
        return
    if failed.name == "Principal":
        yield from _with_principal(situation, slot, statement, name, line)
        return
    value = {"Action": request.action, "Resource": request.resource}.get(failed.name, "")
    if value and not _is_broad(statement, failed):
        after = add_value(slot.text or "", failed.path, value)
        what = "do" if failed.name == "Action" else "reach"
        sentence = f"Let {name} {what} {in_backticks(value)}"
        yield from _edit(slot, FixKind.WIDEN, after, sentence, value, line=line, weakens=weakens)


def _is_broad(statement: StatementTrace, failed: ElementTrace) -> bool:
    """Whether a value more would open far more than was asked for: the statement takes every action or resource."""
    others = [element for element in statement.elements if element is not failed and element.name != "Principal"]
    return any(
        pattern.matches and (pattern.text == "*" or pattern.text.endswith(":*")) and element.asked != "*"
        for element in others
        for pattern in element.patterns
    )


def _with_principal(
    situation: Situation, slot: PolicySlot, statement: StatementTrace, name: str, line: int | None
) -> Iterator[PolicyEdit]:
    key, value = _principal_entry(situation)
    if not value:
        return
    text, path = slot.text or "", f"{statement.path}/Principal"
    after = add_value(text, f"{path}/{key}", value) or add_member(text, path, key, value)
    sentence = f"Let {name} trust {in_backticks(value)}"
    yield from _edit(slot, FixKind.WIDEN, after, sentence, value, line=line, weakens=False)


def _principal_entry(situation: Situation) -> tuple[str, str]:
    """How a Principal element names the caller; anonymous callers have no name."""
    caller = situation.asked.caller
    if caller == "anonymous":
        return "AWS", ""
    if caller.endswith(".amazonaws.com") and ":" not in caller:
        return "Service", caller
    if ":saml-provider/" in caller or ":oidc-provider/" in caller or ":" not in caller:
        return "Federated", caller
    return "AWS", situation.principal_arn


def _spared(
    situation: Situation, kind: GateKind, policy: PolicyTrace, statement: StatementTrace
) -> Iterator[PolicyEdit]:
    """A Deny that no longer meets this request."""
    slot = _editable(situation, policy)
    if slot is None:
        return
    text, name = slot.text or "", statement.sid or f"statement {statement.index + 1}"
    request, line = situation.evaluation.request, statement.span.start.line if statement.span else None
    if kind in GUARDRAILS | {GateKind.RESOURCE} and situation.asked.caller.startswith("arn:"):
        exception = {"aws:PrincipalArn": situation.principal_arn}
        path = f"{statement.path}/Condition"
        after = add_member(text, statement.path, "Condition", {"ArnNotEquals": exception}) or add_member(
            text, path, "ArnNotEquals", exception
        )
        sentence = f"Spare {in_backticks(situation.principal_arn)} from {name}"
        yield from _edit(slot, FixKind.SPARE, after, sentence, situation.principal_arn, line=line, weakens=True)
    elif request.resource != "*":
        after = _without_resource(text, statement, request.resource)
        sentence = f"Spare {in_backticks(request.resource)} from {name}"
        yield from _edit(slot, FixKind.SPARE, after, sentence, request.resource, line=line, weakens=True)
    after = remove_statement(text, statement.index)
    yield from _edit(slot, FixKind.REMOVE, after, f"Take {name} away", name, line=line, weakens=True)


def _without_resource(text: str, statement: StatementTrace, resource: str) -> str | None:
    """A Deny on everything that becomes a Deny on everything else."""
    element = next((each for each in statement.elements if each.name == "Resource"), None)
    everything = element is not None and [pattern.text for pattern in element.patterns] == ["*"]
    if element is None or not everything or element.left_out:
        return None
    return rename_member(text, f"{statement.path}/Resource", "NotResource", resource)


def _added(situation: Situation, kind: GateKind) -> Iterator[PolicyEdit]:
    """A statement of its own for the request, where the gate's policies are kept."""
    statement = _statement(situation, kind)
    found = _home(situation, kind)
    if found is None or statement is None:
        return
    ref, title, text = found
    weakens = kind in GUARDRAILS
    request = situation.evaluation.request
    sentence = f"Allow {in_backticks(request.action)} on {in_backticks(request.resource)}"
    if text:
        after = add_statement(text, statement)
        if after:
            line = text.count("\n") + 1
            yield PolicyEdit(FixKind.ADD_STATEMENT, ref, title, text, after, sentence, "", line, weakens)
        return
    yield PolicyEdit(FixKind.ADD_POLICY, ref, title, "", new_policy(statement), sentence, "", None, weakens)


def _statement(situation: Situation, kind: GateKind) -> dict[str, object] | None:
    request = situation.evaluation.request
    sid = "".join(part for part in request.action.split(":")[-1] if part.isalnum())
    statement: dict[str, object] = {"Sid": f"Allow{sid[:1].upper()}{sid[1:]}", "Effect": "Allow"}
    if kind in (GateKind.RESOURCE, GateKind.VPC_ENDPOINT):
        key, value = _principal_entry(situation)
        if not value and kind is GateKind.RESOURCE:
            return None
        statement["Principal"] = {key: value}
    if kind is GateKind.VPC_ENDPOINT:
        statement["Principal"] = "*"
        statement["Condition"] = {"ArnEquals": {"aws:PrincipalArn": situation.principal_arn}}
    statement["Action"] = request.action
    if not (kind is GateKind.RESOURCE and request.assumes_a_role):
        statement["Resource"] = request.resource
    return statement


def _home(situation: Situation, kind: GateKind) -> tuple[PolicyRef, str, str] | None:
    """Where a new statement for a gate belongs: its place, what that is called, and its text so far."""
    if kind is GateKind.IDENTITY:
        return _identity_home(situation)
    if kind is GateKind.RESOURCE:
        return _resource_home(situation)
    gate = situation.evaluation.gate(kind)
    blocked = {level.target for level in gate.levels if level.outcome is GateOutcome.NO_ALLOW}
    for policy in gate.policies:
        slot = _editable(situation, policy)
        if slot and slot.ref and (not gate.levels or policy.level in blocked):
            return slot.ref, slot.title, slot.text or ""
    return None


def _identity_home(situation: Situation) -> tuple[PolicyRef, str, str] | None:
    """An inline policy of the user or the role itself, or the place for a new one: no group and nobody else changes."""
    arn = parse_arn(situation.principal_arn)
    if arn is None or arn.service != "iam":
        return None
    owner, _, path = arn.resource.partition("/")
    if owner not in ("user", "role"):
        return None
    name = path.rpartition("/")[2]
    for slot in policy_slots(situation.cloud):
        ref = slot.ref
        if ref and (ref.account, ref.owner, ref.owner_name, ref.place) == (arn.account, owner, name, Place.INLINE):
            return ref, slot.title, slot.text or ""
    account = situation.cloud.account(arn.account)
    identity = account and (account.user(situation.principal_arn) or account.role(situation.principal_arn))
    if not identity or getattr(identity, "service_linked", False):
        return None
    ref = PolicyRef(arn.account, OwnerKind(owner), name, Place.INLINE, "allow-more")
    return ref, f"A new policy of {owner} {name}", ""


def _resource_home(situation: Situation) -> tuple[PolicyRef, str, str] | None:
    """The resource's own policy, which may have to be written first."""
    request = situation.evaluation.request
    gate = situation.evaluation.gate(GateKind.RESOURCE)
    for policy in gate.policies:
        slot = _editable(situation, policy)
        if slot and slot.ref:
            return slot.ref, slot.title, slot.text or ""
    for slot in policy_slots(situation.cloud):
        if slot.ref and slot.text is None and slot.kind is PolicyKind.RESOURCE and _names(slot.ref, request.resource):
            return slot.ref, slot.title, ""
    return None


def _names(ref: PolicyRef, resource: str) -> bool:
    """Whether the place is the policy of the resource that an ARN names, or of the bucket that an object lies in."""
    arn = parse_arn(resource)
    if arn is None or (arn.account and arn.account != ref.account):
        return False
    if arn.service == "s3":
        return ref.owner is OwnerKind.BUCKET and arn.resource.partition("/")[0] == ref.owner_name
    return ref.owner is not OwnerKind.BUCKET and arn.resource.rpartition("/")[2].rpartition(":")[2] == ref.owner_name
