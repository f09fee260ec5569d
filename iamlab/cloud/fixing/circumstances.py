"""Other circumstances under which somebody could ask: values for the keys that a statement's conditions read.

Only keys that a caller can do something about are offered; whose tags, whose account and whose organization somebody
has is no matter of asking otherwise.
"""

import ipaddress
from collections.abc import Iterator

from iamlab.cloud.fixing.parts import Asked, ContextChange
from iamlab.engine import ConditionTrace, Effect, Evaluation, RoleSession, StatementTrace, in_backticks

_MFA = "aws:multifactorauthpresent"
_FIXED = ("aws:principal", "aws:userid", "aws:username", "aws:resource", "aws:tokenissuetime", "aws:sourceaccount")
_WORDS = {
    _MFA: "Sign in with MFA and ask again",
    "aws:securetransport": "Ask over TLS",
    "sts:externalid": "Pass the external ID {value}",
    "aws:requestedregion": "Ask in the region {value}",
    "aws:sourceip": "Ask from {value}",
    "aws:sourcevpce": "Ask through the VPC endpoint {value}",
    "sts:rolesessionname": "Name the session {value}",
    "sts:sourceidentity": "Pass the source identity {value}",
    "iam:passedtoservice": "Pass the role to {value}",
}


def context_changes(asked: Asked, evaluation: Evaluation, statement: StatementTrace) -> Iterator[ContextChange]:
    """Values that would make an Allow's failing condition hold, or a Deny's holding condition fail."""
    wants = statement.effect is Effect.ALLOW
    for condition in statement.conditions:
        if condition.holds is wants or condition.operator.lower().startswith(("null", "forall", "forany")):
            continue
        key = condition.key.lower()
        if key.startswith(_FIXED) or (key == _MFA and isinstance(evaluation.request.principal, RoleSession)):
            continue
        for value in _values(condition, wants=wants):
            words = _WORDS.get(key, "Ask with {key} = {value}")
            sentence = words.format(key=in_backticks(condition.key), value=in_backticks(value))
            if asked.context.get(condition.key) != (value,):
                yield ContextChange(condition.key, value, sentence)


def _values(condition: ConditionTrace, *, wants: bool) -> Iterator[str]:
    """Up to two values worth trying: written ones, without wildcards, or what lies in a written range."""
    operator = condition.operator.lower()
    if operator.startswith("bool"):
        written = condition.patterns[0].text if condition.patterns else "true"
        yield written if wants else ("false" if written == "true" else "true")
        return
    negated = "not" in operator
    if wants is negated:
        return  # Any other value would do: nothing says which.
    for pattern in condition.patterns[:2]:
        value = pattern.resolved
        if "ip" in operator:
            value = _address_in(value)
        if value and not set("*?$") & set(value):
            yield value


def _address_in(text: str) -> str:
    """An address of a range; nothing where the text is none."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return ""
    return str(network[min(10, network.num_addresses - 1)])
