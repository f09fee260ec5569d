"""The request's own values as a policy would write them: exact, without a wildcard that the request does not have.

The principal of an endpoint policy alone is `*`, as gateway endpoints take no other: a condition says who is meant
(M50).
"""

from iamlab.engine.policy.documents import ConditionClause
from iamlab.engine.policy.kinds import NAMES_PRINCIPALS, PolicyKind
from iamlab.engine.policy.operators import Family, Relation
from iamlab.engine.request.principals import (
    Anonymous,
    Principal,
    RoleSession,
    SamlIdentity,
    ServicePrincipal,
    WebIdentity,
)
from iamlab.engine.request.request import Request


def principal_entry(principal: Principal) -> tuple[str, str] | None:
    """How Principal names a caller exactly: its key and value; a role session by its role. None for nobody in
    particular.
    """
    match principal:
        case Anonymous():
            return None
        case RoleSession():
            return "AWS", principal.role_arn
        case ServicePrincipal():
            return "Service", principal.arn
        case SamlIdentity() | WebIdentity():
            return "Federated", principal.arn
        case _:
            return "AWS", principal.arn


def statement_for(
    request: Request, kind: PolicyKind, principal: tuple[str, str] | None = None
) -> dict[str, object] | None:
    """The smallest statement that allows a request; None where it would have to name nobody."""
    named = principal or principal_entry(request.principal)
    statement: dict[str, object] = {"Effect": "Allow"}
    if kind in NAMES_PRINCIPALS:
        if named is None:
            return None
        statement["Principal"] = {named[0]: named[1]}
    if kind is PolicyKind.VPC_ENDPOINT and (caller := request.context.get("aws:principalarn")):
        # Gateway endpoints take no other principal than everybody: a condition says who is meant.
        statement |= {"Principal": "*", "Condition": {"ArnEquals": {"aws:PrincipalArn": caller.values[0]}}}
    statement["Action"] = request.action
    if kind is not PolicyKind.TRUST:
        statement["Resource"] = request.resource
    return statement


_TAKES_A_VALUE = frozenset(
    {Family.STRING, Family.STRING_IGNORE_CASE, Family.STRING_LIKE, Family.ARN, Family.IP, Family.NUMERIC, Family.BINARY}
)


def values_to_add(clause: ConditionClause, request: Request) -> tuple[str, ...]:
    """What to write into a condition, so that its operator finds what the request carries; nothing where that cannot
    be done by adding values.
    """
    operator, entry = clause.operator, request.context.get(clause.lookup_key)
    if entry is None or operator.family not in _TAKES_A_VALUE or operator.relation is not Relation.EQUAL:
        return ()
    missing = tuple(value for value in entry.values if value and value not in clause.values)
    if operator.family is Family.IP:
        return tuple(f"{value}/{128 if ':' in value else 32}" for value in missing if "/" not in value)
    return missing if operator.quantifier or len(entry.values) == 1 else missing[:1]
