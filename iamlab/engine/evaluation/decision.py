"""How the gates combine into one decision (section 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from iamlab.engine.evaluation.gates import ORDER, Standing
from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.request.principals import FederatedUser, IamUser, RootUser
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Decision, GateKind, GateOutcome, PrincipalClass, Reason

Standings = Mapping[GateKind, Standing]

_ORGANIZATION_AND_ENDPOINT = (GateKind.RCP, GateKind.SCP, GateKind.VPC_ENDPOINT)
_OWN_LIMITS = (GateKind.BOUNDARY, GateKind.SESSION)
_BY_ITSELF = frozenset(
    {
        PrincipalClass.EVERYONE,
        PrincipalClass.SESSION,
        PrincipalClass.FEDERATED_SESSION,
        PrincipalClass.SERVICE,
        PrincipalClass.PROVIDER,
    }
)
_CHANGED = Standing(GateOutcome.ALLOW, Reason.GRANTED, None, frozenset({PrincipalClass.EVERYONE}))
"""What a gate says once its policies have been changed to allow as much as they can."""
_OTHER_CREDENTIALS = Standing(GateOutcome.NOT_APPLICABLE, Reason.NO_SPECIAL_RULE)
"""What the gate of special rules says once somebody asks to whom they do not apply."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision without its trace. `denied_by` is the policy whose explicit Deny decided, if one did."""

    decision: Decision
    decided_by: GateKind
    blocked_by: tuple[GateKind, ...] = ()
    denied_by: PolicyDocument | None = None


def combine(request: Request, standings: Standings, *, name_blockers: bool = True) -> Verdict:
    """The verdict that the gates give together; `name_blockers=False` leaves `blocked_by` empty and saves its
    search.
    """
    if _allowed(request, standings):
        return Verdict(Decision.ALLOW, _allowing_gate(request, standings))
    denying = _denying_gate(request, standings)
    decision = Decision.EXPLICIT_DENY if denying else Decision.IMPLICIT_DENY
    decided_by = denying or _first_without_allow(request, standings)
    blocked_by = _smallest_change(request, standings, decided_by, ORDER) if name_blockers else ()
    return Verdict(decision, decided_by, blocked_by, standings[denying].denied_by if denying else None)


def counted_on(request: Request, verdict: Verdict) -> frozenset[GateKind]:
    """The gates that the decision rests on: the one that decided and, where both sides had to allow, the other one."""
    both = verdict.decision is Decision.ALLOW and verdict.decided_by is GateKind.IDENTITY
    if both and (request.needs_both_sides or request.needs_resource_policy):
        return frozenset({GateKind.IDENTITY, GateKind.RESOURCE})
    return frozenset({verdict.decided_by})


def in_the_way(request: Request, standings: Standings, verdict: Verdict) -> tuple[GateKind, ...]:
    """Every gate that a denied request meets on its ordinary way: `blocked_by`, without counting on a resource policy
    that would grant more than it has to: nothing where none is needed, no more where it grants already (D20, D21).
    """
    resource = standings[GateKind.RESOURCE]
    resource_counts = request.needs_both_sides or request.needs_resource_policy
    if verdict.decision is Decision.ALLOW or (resource_counts and not resource.grants):
        return verdict.blocked_by
    settled = {**standings, GateKind.RESOURCE: replace(resource, outcome=GateOutcome.NOT_APPLICABLE)}
    others = [kind for kind in ORDER if kind is not GateKind.RESOURCE]
    found = () if _allowed(request, settled) else _smallest_change(request, settled, verdict.decided_by, others)
    denies = resource.outcome is GateOutcome.DENY
    return tuple(kind for kind in ORDER if kind in found or (kind is GateKind.RESOURCE and denies))


def _open(standings: Standings, kind: GateKind) -> bool:
    """Whether a gate lets the request pass: it has no say, or it allows."""
    return standings[kind].outcome in (GateOutcome.ALLOW, GateOutcome.NOT_APPLICABLE)


def _all_open(standings: Standings, kinds: Iterable[GateKind]) -> bool:
    return all(_open(standings, kind) for kind in kinds)


def _allowed(request: Request, standings: Standings) -> bool:
    service = standings[GateKind.SERVICE]
    if service.reason is Reason.NEEDS_NO_PERMISSION:
        return True  # D95, S42: not even an explicit Deny counts
    if service.outcome is GateOutcome.NO_ALLOW or _denying_gate(request, standings):
        return False
    if not _all_open(standings, _ORGANIZATION_AND_ENDPOINT):
        return False
    if service.outcome is GateOutcome.ALLOW:
        return _open(standings, GateKind.SESSION)  # D91; an AssumeRoot session has its task policy (D17)
    if not request.has_identity_side:
        return bool(standings[GateKind.RESOURCE].grants)
    return _cross_account(standings) if request.needs_both_sides else _same_account(request, standings)


def _same_account(request: Request, standings: Standings) -> bool:
    """Either side is enough, except where the resource policy is required (D10 to D13, D20)."""
    if _resource_grant_suffices(request, standings):
        return True
    if request.needs_resource_policy and not standings[GateKind.RESOURCE].grants:
        return False
    return _all_open(standings, (GateKind.IDENTITY, *_OWN_LIMITS))


def _cross_account(standings: Standings) -> bool:
    """Both sides have to allow, and limits of the caller's side always bite (D30 to D32)."""
    return bool(standings[GateKind.RESOURCE].grants) and _all_open(standings, (GateKind.IDENTITY, *_OWN_LIMITS))


def _resource_grant_suffices(request: Request, standings: Standings) -> bool:
    """Whether the resource policy's grant is enough by itself (D21a to d, f; S4)."""
    grants = standings[GateKind.RESOURCE].grants
    if not grants:
        return False
    limits_open = _all_open(standings, _OWN_LIMITS)
    if isinstance(request.principal, RootUser):
        return limits_open  # an account's ARN is also its root user's (M31); limits: D17
    if isinstance(request.principal, IamUser):
        named = bool(grants & _BY_ITSELF) or PrincipalClass.USER in grants
        return named and (limits_open or not request.assumes_a_role)
    if grants & _BY_ITSELF:
        return True
    return limits_open and not grants.isdisjoint({PrincipalClass.ROLE, PrincipalClass.USER})


def _stands_in_for_identity(request: Request, standings: Standings) -> bool:
    """Whether a grant of the resource policy takes the place of an identity policy, so that only limits can fail
    (E13).
    """
    grants = standings[GateKind.RESOURCE].grants
    if isinstance(request.principal, IamUser):
        return request.assumes_a_role and not grants.isdisjoint({PrincipalClass.USER, PrincipalClass.EVERYONE})
    wanted = PrincipalClass.USER if isinstance(request.principal, FederatedUser) else PrincipalClass.ROLE
    return wanted in grants


def _allowing_gate(request: Request, standings: Standings) -> GateKind:
    if standings[GateKind.SERVICE].outcome is GateOutcome.ALLOW:
        return GateKind.SERVICE
    if not request.has_identity_side:
        return GateKind.RESOURCE
    if (request.same_account or isinstance(request.principal, RootUser)) and _resource_grant_suffices(
        request, standings
    ):
        return GateKind.RESOURCE
    return GateKind.IDENTITY


def _denying_gate(request: Request, standings: Standings) -> GateKind | None:
    """The explicit Deny that is named: the first in the order of the flow (D2, D91, E13)."""
    spared = standings[GateKind.SERVICE].reason is Reason.ROOT_KEEPS_BUCKET_POLICY
    kinds = (*_ORGANIZATION_AND_ENDPOINT, GateKind.SESSION) if spared else ORDER
    return next((kind for kind in kinds if standings[kind].outcome is GateOutcome.DENY), None)


def _first_without_allow(request: Request, standings: Standings) -> GateKind:
    """The missing Allow that is named (E13). AWS does not document its choice; this is the simulator's."""
    if standings[GateKind.SERVICE].outcome is GateOutcome.NO_ALLOW:
        return GateKind.SERVICE
    for kind in _ORGANIZATION_AND_ENDPOINT:
        if not _open(standings, kind):
            return kind
    grants = standings[GateKind.RESOURCE].grants
    if not request.has_identity_side or (request.same_account and request.needs_resource_policy and not grants):
        return GateKind.RESOURCE
    stands_in = request.same_account and _stands_in_for_identity(request, standings)
    own_side = _OWN_LIMITS if stands_in else (GateKind.IDENTITY, *_OWN_LIMITS)
    return next((kind for kind in own_side if not _open(standings, kind)), GateKind.RESOURCE)


def _smallest_change(
    request: Request, standings: Standings, decided_by: GateKind, kinds: Iterable[GateKind]
) -> tuple[GateKind, ...]:
    """The smallest set of gates whose change would allow the request; the deciding gate where there is a choice."""
    candidates = [kind for kind in kinds if _can_change(request, standings, kind)]
    for size in range(1, len(candidates) + 1):
        found = [
            chosen
            for chosen in combinations(candidates, size)
            if _allowed(request, {**standings, **{kind: _changed(kind) for kind in chosen}})
        ]
        if found:
            return next((chosen for chosen in found if decided_by in chosen), found[0])
    return (decided_by,)


def _changed(kind: GateKind) -> Standing:
    return _OTHER_CREDENTIALS if kind is GateKind.SERVICE else _CHANGED


def _can_change(request: Request, standings: Standings, kind: GateKind) -> bool:
    """Whether changing a gate could help: it stands in the way, and there is something to attach a policy to."""
    found = standings[kind]
    if kind is GateKind.RESOURCE:
        no_policy_there = request.resource == "*" or request.assumes_root
        has_resource = not no_policy_there or not request.has_identity_side
        return found.outcome is GateOutcome.DENY or (has_resource and PrincipalClass.EVERYONE not in found.grants)
    return found.outcome in (GateOutcome.DENY, GateOutcome.NO_ALLOW)
