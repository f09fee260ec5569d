"""The names of condition operators and what their parts mean (section 4 of the rules)."""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.engine.remembering import remembered


class Family(StrEnum):
    """Operators of one family compare values the same way."""

    STRING = "string"
    STRING_IGNORE_CASE = "string_ignore_case"
    STRING_LIKE = "string_like"
    NUMERIC = "numeric"
    DATE = "date"
    BOOL = "bool"
    BINARY = "binary"
    IP = "ip"
    ARN = "arn"
    NULL = "null"


class Relation(StrEnum):
    """What has to hold between the request's value and the policy's value."""

    EQUAL = "equal"
    LESS = "less"
    LESS_OR_EQUAL = "less_or_equal"
    GREATER = "greater"
    GREATER_OR_EQUAL = "greater_or_equal"


class Quantifier(StrEnum):
    """The set operators (O30 to O37)."""

    ALL = "ForAllValues"
    ANY = "ForAnyValue"


@dataclass(frozen=True, slots=True)
class ConditionOperator:
    """One operator as written, taken apart: `ForAnyValue:StringNotLikeIfExists` has all three parts."""

    text: str
    base: str
    family: Family
    relation: Relation
    negated: bool
    if_exists: bool
    quantifier: Quantifier | None


@dataclass(frozen=True, slots=True)
class _Base:
    family: Family
    relation: Relation = Relation.EQUAL
    negated: bool = False


def _comparisons(prefix: str, family: Family) -> dict[str, _Base]:
    return {
        f"{prefix}Equals": _Base(family),
        f"{prefix}NotEquals": _Base(family, negated=True),
        f"{prefix}LessThan": _Base(family, Relation.LESS),
        f"{prefix}LessThanEquals": _Base(family, Relation.LESS_OR_EQUAL),
        f"{prefix}GreaterThan": _Base(family, Relation.GREATER),
        f"{prefix}GreaterThanEquals": _Base(family, Relation.GREATER_OR_EQUAL),
    }


BASES: dict[str, _Base] = {
    "StringEquals": _Base(Family.STRING),
    "StringNotEquals": _Base(Family.STRING, negated=True),
    "StringEqualsIgnoreCase": _Base(Family.STRING_IGNORE_CASE),
    "StringNotEqualsIgnoreCase": _Base(Family.STRING_IGNORE_CASE, negated=True),
    "StringLike": _Base(Family.STRING_LIKE),
    "StringNotLike": _Base(Family.STRING_LIKE, negated=True),
    **_comparisons("Numeric", Family.NUMERIC),
    **_comparisons("Date", Family.DATE),
    "Bool": _Base(Family.BOOL),
    "BinaryEquals": _Base(Family.BINARY),
    "IpAddress": _Base(Family.IP),
    "NotIpAddress": _Base(Family.IP, negated=True),
    "ArnEquals": _Base(Family.ARN),
    "ArnNotEquals": _Base(Family.ARN, negated=True),
    "ArnLike": _Base(Family.ARN),
    "ArnNotLike": _Base(Family.ARN, negated=True),
    "Null": _Base(Family.NULL),
}
"""Every operator of table 4.2 without set prefix and `IfExists` (O10 to O19, O21)."""


@remembered(1024)
def parse_operator(text: str) -> ConditionOperator | None:
    """Take an operator's name apart; None when AWS knows no such operator.

    Names are compared exactly (G13); `Null` takes no `IfExists` (O19).
    """
    quantifier, rest = None, text
    for candidate in Quantifier:
        if text.startswith(f"{candidate}:"):
            quantifier, rest = candidate, text[len(candidate) + 1 :]
    if_exists = rest.endswith("IfExists")
    name = rest.removesuffix("IfExists")
    base = BASES.get(name)
    if base is None or (if_exists and base.family is Family.NULL):
        return None
    return ConditionOperator(text, name, base.family, base.relation, base.negated, if_exists, quantifier)
