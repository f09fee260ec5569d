"""One gate for each policy type: whether it has a say in this request, which policies speak, and what they say
together.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from iamlab.engine.evaluation.case import Case, PolicyLevel
from iamlab.engine.evaluation.special import special_rule
from iamlab.engine.evaluation.statement import compiled, trace_policy
from iamlab.engine.policy.documents import Effect, PolicyDocument
from iamlab.engine.policy.kinds import RCP_SERVICES
from iamlab.engine.request.principals import FederatedUser, IamUser, PrincipalKind, RootUser
from iamlab.engine.trace import Gate, GateKind, GateOutcome, LevelTrace, PolicyTrace, PrincipalClass, Reason

ORDER = tuple(GateKind)
"""The order of AWS's flow (D3)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a gate says, as far as combining needs to know.

    `grants` are the classes in which Allow statements of the resource policy name the caller (D21).
    """

    outcome: GateOutcome
    reason: Reason
    denied_by: PolicyDocument | None = None
    grants: frozenset[PrincipalClass] = frozenset()


_DENIED = Reason.DENIED_BY_STATEMENT
_NO_ALLOW = Standing(GateOutcome.NO_ALLOW, Reason.NO_STATEMENT_APPLIES)


@lru_cache(maxsize=len(Reason))
def _not_applicable(reason: Reason) -> Standing:
    return Standing(GateOutcome.NOT_APPLICABLE, reason)


def _rcp_settled(case: Case) -> Standing | None:
    """Where RCPs have no say: D16, D61, D63."""
    request = case.request
    if case.rcps is None:
        return _not_applicable(Reason.NO_POLICY)
    if request.by_service_linked_role or request.on_service_linked_role:
        return _not_applicable(Reason.SERVICE_LINKED_ROLE)
    if request.service not in RCP_SERVICES:
        return _not_applicable(Reason.SERVICE_WITHOUT_RCPS)
    managed_key = request.resource_arn is not None and request.resource_arn.resource.startswith("alias/aws/")
    if request.service == "kms" and (request.operation == "retiregrant" or managed_key):
        return _not_applicable(Reason.RCP_EXEMPT_CALL)
    return None


def _scp_settled(case: Case) -> Standing | None:
    """Where SCPs have no say: D35, D41, D46."""
    if not case.request.has_identity_side:
        return _not_applicable(Reason.NOT_UNDER_SCPS)
    if case.request.by_service_linked_role:
        return _not_applicable(Reason.SERVICE_LINKED_ROLE)
    return _not_applicable(Reason.NO_POLICY) if case.scps is None else None


def _endpoint_settled(case: Case) -> Standing | None:
    return None if case.vpc_endpoint_policy else _not_applicable(Reason.NOT_THROUGH_ENDPOINT)


def _resource_settled(case: Case) -> Standing | None:
    request, outcome = case.request, GateOutcome.NOT_APPLICABLE
    if case.resource_policy and not request.assumes_root:
        return None
    if request.needs_resource_policy or request.needs_both_sides:
        outcome = GateOutcome.NO_ALLOW
    return Standing(outcome, Reason.NO_POLICY)


def _identity_settled(case: Case) -> Standing | None:
    """Callers without policies of their own, and root users, who need none (D13 to D15, D34, doubt 17 for federation
    by root).
    """
    principal = case.request.principal
    if not case.request.has_identity_side:
        return _not_applicable(Reason.NO_IDENTITY_SIDE)
    by_root = isinstance(principal, FederatedUser) and (principal.issuer_arn or "").endswith(":root")
    if isinstance(principal, RootUser) or by_root:
        return Standing(GateOutcome.ALLOW, Reason.ROOT_NEEDS_NO_POLICY)
    return None if case.identity_policies else Standing(GateOutcome.NO_ALLOW, Reason.NO_POLICY)


def _boundary_settled(case: Case) -> Standing | None:
    if not case.request.boundary_applies:
        return _not_applicable(Reason.KIND_HAS_NONE)
    return None if case.permissions_boundary else _not_applicable(Reason.NO_POLICY)


def _session_settled(case: Case) -> Standing | None:
    """Sessions are limited if a policy was passed (of root: the task policy of AssumeRoot, D17); federated users have
    nothing without one (D26).
    """
    kind = case.request.principal.kind
    if kind is PrincipalKind.FEDERATED_USER and not case.session_policies:
        return Standing(GateOutcome.NO_ALLOW, Reason.FEDERATION_NEEDS_SESSION_POLICY)
    if kind not in (PrincipalKind.ROLE_SESSION, PrincipalKind.FEDERATED_USER, PrincipalKind.ROOT):
        return _not_applicable(Reason.KIND_HAS_NONE)
    return None if case.session_policies else _not_applicable(Reason.NONE_PASSED)


_GRANTED_BY_RULE = frozenset({Reason.NEEDS_NO_PERMISSION, Reason.ROOT_KEEPS_BUCKET_POLICY})


def _service_settled(case: Case) -> Standing:
    reason = special_rule(case.request)
    if reason is Reason.NO_SPECIAL_RULE:
        return _not_applicable(reason)
    return Standing(GateOutcome.ALLOW if reason in _GRANTED_BY_RULE else GateOutcome.NO_ALLOW, reason)


_SETTLED: Mapping[GateKind, Callable[[Case], Standing | None]] = {
    GateKind.RCP: _rcp_settled,
    GateKind.SCP: _scp_settled,
    GateKind.VPC_ENDPOINT: _endpoint_settled,
    GateKind.RESOURCE: _resource_settled,
    GateKind.IDENTITY: _identity_settled,
    GateKind.BOUNDARY: _boundary_settled,
    GateKind.SESSION: _session_settled,
    GateKind.SERVICE: _service_settled,
}
"""What each gate says before any policy is read; None when its policies have to be asked."""


def _policies(case: Case, kind: GateKind) -> tuple[PolicyDocument, ...]:
    match kind:
        case GateKind.IDENTITY:
            return case.identity_policies
        case GateKind.SESSION:
            return case.session_policies
        case GateKind.BOUNDARY:
            single = case.permissions_boundary
        case GateKind.VPC_ENDPOINT:
            single = case.vpc_endpoint_policy
        case _:
            single = case.resource_policy
    return (single,) if single else ()


def _levels(case: Case, kind: GateKind) -> tuple[PolicyLevel, ...]:
    return (case.scps if kind is GateKind.SCP else case.rcps) or ()


def has_boundary(case: Case) -> bool:
    """Whether the caller has a permissions boundary attached, whatever it says (M49)."""
    return case.permissions_boundary is not None


def documents_asked(case: Case, kind: GateKind) -> tuple[PolicyDocument, ...]:
    """The policies that a gate reads when it is not settled without them."""
    if kind in (GateKind.SCP, GateKind.RCP):
        return tuple(policy for level in _levels(case, kind) for policy in level.policies)
    return _policies(case, kind)


def standing(case: Case, kind: GateKind) -> Standing:
    """What one gate says about a case, without any detail that only a reader needs."""
    known = _SETTLED[kind](case)
    if known is not None:
        return known
    if kind in (GateKind.SCP, GateKind.RCP):
        return _levels_standing(case, kind)
    denied_by, grants = _ask(_policies(case, kind), case)
    return _summed_up(denied_by, grants)


def _ask(policies: tuple[PolicyDocument, ...], case: Case) -> tuple[PolicyDocument | None, frozenset[PrincipalClass]]:
    """The first policy with a Deny that applies, and the classes of the Allow statements that do (D4)."""
    denied_by, grants = None, set()
    boundary = has_boundary(case)
    for document in policies:
        for statement in compiled(document):
            named = statement.applies(case.request, boundary)
            if named is None:
                continue
            if statement.effect is Effect.ALLOW:
                grants.add(named)
            elif denied_by is None:
                denied_by = document
    return denied_by, frozenset(grants)


def _summed_up(denied_by: PolicyDocument | None, grants: frozenset[PrincipalClass]) -> Standing:
    if denied_by:
        return Standing(GateOutcome.DENY, _DENIED, denied_by, grants)
    if grants:
        return Standing(GateOutcome.ALLOW, Reason.GRANTED, None, grants)
    return _NO_ALLOW


def _levels_standing(case: Case, kind: GateKind) -> Standing:
    """At least one Allow at every level, no Deny at any (D43); every level of RCPs allows by itself (D62)."""
    denied_by, allowed = None, True
    for level in _levels(case, kind):
        level_denied_by, grants = _ask(level.policies, case)
        denied_by = denied_by or level_denied_by
        allowed = allowed and (bool(grants) or kind is GateKind.RCP)
    if denied_by:
        return Standing(GateOutcome.DENY, _DENIED, denied_by)
    return Standing(GateOutcome.ALLOW, Reason.GRANTED) if allowed else _NO_ALLOW


def trace_gate(case: Case, kind: GateKind) -> Gate:
    """One gate with every policy and statement traced; its outcome is read off the traces."""
    known = _SETTLED[kind](case)
    if known is not None:
        return Gate(kind, known.outcome, known.reason)
    if kind in (GateKind.SCP, GateKind.RCP):
        return _trace_levels(case, kind)
    policies = tuple(trace_policy(policy, case.request, has_boundary(case)) for policy in _policies(case, kind))
    summed_up = _summed_up(next((each.policy for each in policies if each.denies), None), _grants(policies))
    grants = tuple(sorted(summed_up.grants)) if kind is GateKind.RESOURCE else ()
    gate = Gate(kind, summed_up.outcome, summed_up.reason, policies, grants=grants)
    return replace(gate, doubts=tuple(_gate_doubts(case, gate)))


def _grants(policies: tuple[PolicyTrace, ...]) -> frozenset[PrincipalClass]:
    return frozenset(
        statement.names_caller_as or PrincipalClass.EVERYONE
        for policy in policies
        for statement in policy.statements
        if statement.applies and statement.effect is Effect.ALLOW
    )


def _trace_levels(case: Case, kind: GateKind) -> Gate:
    traced: list[PolicyTrace] = []
    levels: list[LevelTrace] = []
    for level in _levels(case, kind):
        policies = tuple(
            trace_policy(policy, case.request, has_boundary(case), level.target) for policy in level.policies
        )
        traced += policies
        levels.append(LevelTrace(level.target, *_level_outcome(kind, policies)))
    outcomes = [level.outcome for level in levels]
    if GateOutcome.DENY in outcomes:
        return Gate(kind, GateOutcome.DENY, _DENIED, tuple(traced), tuple(levels))
    if GateOutcome.NO_ALLOW in outcomes:
        return Gate(kind, GateOutcome.NO_ALLOW, Reason.NO_STATEMENT_APPLIES, tuple(traced), tuple(levels))
    return Gate(kind, GateOutcome.ALLOW, Reason.GRANTED, tuple(traced), tuple(levels))


def _level_outcome(kind: GateKind, policies: tuple[PolicyTrace, ...]) -> tuple[GateOutcome, Reason]:
    if any(policy.denies for policy in policies):
        return GateOutcome.DENY, _DENIED
    if any(policy.allows for policy in policies):
        return GateOutcome.ALLOW, Reason.GRANTED
    if kind is GateKind.RCP:
        return GateOutcome.ALLOW, Reason.IMPLIED_FULL_ACCESS
    return GateOutcome.NO_ALLOW, Reason.NO_STATEMENT_APPLIES if policies else Reason.EMPTY_LEVEL


def _gate_doubts(case: Case, gate: Gate) -> Iterator[str]:
    """Rules that AWS leaves open and that this gate's meaning rests on (section 11)."""
    request = case.request
    if gate.kind is not GateKind.RESOURCE or not gate.grants or not request.assumes_a_role or not request.same_account:
        return
    if isinstance(request.principal, IamUser) and case.permissions_boundary:
        yield "S4"
    if gate.grants == (PrincipalClass.EVERYONE,) and request.has_identity_side:
        yield "D21f"
