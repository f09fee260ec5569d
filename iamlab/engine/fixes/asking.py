"""Other ways to ask that satisfy a policy as it stands: with MFA, over TLS, with the right external ID or tag."""

from collections.abc import Iterator

from iamlab.engine.conditions.ip import parse_network
from iamlab.engine.fixes.model import RequestChange
from iamlab.engine.policy.documents import Effect, Statement
from iamlab.engine.policy.operators import Family, Relation
from iamlab.engine.request.context import KeyState
from iamlab.engine.request.principals import FederatedUser, RoleSession
from iamlab.engine.request.request import Request
from iamlab.engine.trace import ConditionTrace, StatementTrace

_WITH_MFA = {"aws:multifactorauthpresent": "true", "aws:multifactorauthage": "60"}
"""The MFA keys of somebody who gave a code a minute ago."""

_NOT_THE_REQUESTS = (
    "aws:principalarn", "aws:principalaccount", "aws:principalorg", "aws:principaltype", "aws:principalis",
    "aws:principalservice", "aws:userid", "aws:username", "aws:resource", "aws:currenttime", "aws:epochtime",
    "aws:tokenissuetime", "aws:sourcearn", "aws:sourceaccount", "aws:sourceorg", "aws:viaawsservice", "aws:calledvia",
    "aws:federatedprovider", "aws:ec2instance", "aws:vpce", "kms:calleraccount", "saml:", "ec2:roledelivery",
)  # fmt: skip
"""How the keys begin that say who somebody is, or what the resource is: asking otherwise does not change them."""


def asked_otherwise(statement: Statement, trace: StatementTrace, request: Request) -> tuple[RequestChange, ...] | None:
    """Changes of the request with which an Allow that fails by conditions alone applies; None where there are none."""
    failing = [(index, each) for index, each in enumerate(trace.conditions) if not each.holds]
    if not failing or not all(element.matches for element in trace.elements):
        return None
    found = [next(_satisfying(statement, index, each, request), None) for index, each in failing]
    changes = tuple(dict.fromkeys(change for change in found if change is not None))
    return changes if len([change for change in found if change]) == len(failing) else None


def asked_around(statement: Statement, trace: StatementTrace, request: Request) -> Iterator[RequestChange]:
    """Changes of the request with which a Deny that applies no longer does."""
    for index, condition in enumerate(trace.conditions):
        yield from _satisfying(statement, index, condition, request)


def _satisfying(
    statement: Statement, index: int, condition: ConditionTrace, request: Request
) -> Iterator[RequestChange]:
    """What the request could carry so that a condition of an Allow holds, or one of a Deny fails."""
    clause = statement.conditions[index]
    key, wants_match = clause.lookup_key, (statement.effect is Effect.ALLOW) is not clause.operator.negated
    if key in _WITH_MFA:
        session_without = isinstance(request.principal, RoleSession) and request.context.state(key) is KeyState.ABSENT
        if not session_without:
            yield RequestChange(clause.key, _WITH_MFA[key])
        return
    if not _is_the_requests(key, request):
        return
    for value in _values(condition, clause.operator.family, clause.operator.relation, wants_match=wants_match):
        yield RequestChange(clause.key, value)


def _is_the_requests(key: str, request: Request) -> bool:
    """Whether who asks can say so: a session's tags are passed with it, a user's belong to the user (S20)."""
    if key.startswith("aws:principaltag/"):
        return isinstance(request.principal, (RoleSession, FederatedUser))
    if key == "aws:requestedregion" and request.resource_arn and request.resource_arn.region:
        return False  # A queue is asked for in its own region and in no other.
    own = "resourcetag/" in key or "existingobjecttag/" in key or key.endswith((":sub", ":aud", ":amr", ":oaud"))
    return not own and not key.startswith(_NOT_THE_REQUESTS)


def _values(condition: ConditionTrace, family: Family, relation: Relation, *, wants_match: bool) -> Iterator[str]:
    written = [pattern.resolved for pattern in condition.patterns if not pattern.unresolved_keys]
    if family is Family.BOOL:
        for value in written:
            yes = (value.lower() == "true") is wants_match
            yield "true" if yes else "false"
    elif not wants_match:
        return
    elif family is Family.IP:
        yield from (
            str(network[1 if network.num_addresses > 2 else 0]) for network in map(parse_network, written) if network
        )
    elif family in (Family.STRING, Family.STRING_IGNORE_CASE, Family.STRING_LIKE, Family.ARN):
        plain = family in (Family.STRING, Family.STRING_IGNORE_CASE)
        yield from (value for value in written if value and (plain or not {"*", "?"} & {*value}))
    elif family is Family.NUMERIC and relation in (Relation.EQUAL, Relation.LESS_OR_EQUAL, Relation.GREATER_OR_EQUAL):
        yield from written
