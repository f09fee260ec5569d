"""A condition read aloud (table 4.2, O1 to O38)."""

from iamlab.engine.explanation.phrases import quoted
from iamlab.engine.policy.documents import ConditionClause
from iamlab.engine.policy.operators import Family, Quantifier, Relation

_IS = {
    Relation.EQUAL: "is",
    Relation.LESS: "is less than",
    Relation.LESS_OR_EQUAL: "is at most",
    Relation.GREATER: "is greater than",
    Relation.GREATER_OR_EQUAL: "is at least",
}
_IS_IN_TIME = {
    Relation.EQUAL: "is",
    Relation.LESS: "is before",
    Relation.LESS_OR_EQUAL: "is at or before",
    Relation.GREATER: "is after",
    Relation.GREATER_OR_EQUAL: "is at or after",
}
_VERBS = {Family.STRING_LIKE: "matches", Family.ARN: "matches", Family.IP: "is inside"}
_NO_VALUE = "one of no values"
_NEGATIONS = {"is": "is not", "matches": "does not match", "is inside": "is not inside"}


def plain_condition(clause: ConditionClause) -> str:
    """One operator and key, as the part of a sentence that follows "if"."""
    operator = clause.operator
    if operator.family is Family.NULL:
        return _null(clause)
    key = quoted(clause.key)
    if operator.quantifier is Quantifier.ALL and operator.negated:
        return f"no value of {key} {_positive(clause)}"
    if operator.quantifier is Quantifier.ALL:
        return f"every value of {key} {_requirement(clause)}, or the request has none"
    if operator.quantifier is Quantifier.ANY:
        return f"at least one value of {key} {_requirement(clause)}"
    # A missing key satisfies negated operators as it does IfExists (O3, O4).
    missing = ", or the request does not have it" if operator.negated or operator.if_exists else ""
    return f"{key} {_requirement(clause)}{missing}"


def _requirement(clause: ConditionClause) -> str:
    """What a value has to be: `is inside …`, `is neither … nor …`."""
    verb, values = _verb(clause), [quoted(value) for value in clause.values]
    if not clause.operator.negated:
        return _positive(clause)
    if len(values) < 2:
        return f"{_NEGATIONS[verb]} {values[0] if values else _NO_VALUE}{_case(clause)}"
    return f"{verb} neither {_joined(values, 'nor')}{_case(clause)}"


def _positive(clause: ConditionClause) -> str:
    values = [quoted(value) for value in clause.values]
    return f"{_verb(clause)} {_joined(values, 'or') if values else _NO_VALUE}{_case(clause)}"


def _case(clause: ConditionClause) -> str:
    return " in upper or lower case" if clause.operator.family is Family.STRING_IGNORE_CASE else ""


def _verb(clause: ConditionClause) -> str:
    operator = clause.operator
    if operator.family is Family.DATE:
        return _IS_IN_TIME[operator.relation]
    return _VERBS.get(operator.family, _IS[operator.relation])


def _joined(values: list[str], last: str) -> str:
    return f"{', '.join(values[:-1])} {last} {values[-1]}" if len(values) > 1 else values[0]


def _null(clause: ConditionClause) -> str:
    """Whether the key is there; a set prefix settles it without looking (O37)."""
    if clause.operator.quantifier:
        always = clause.operator.quantifier is Quantifier.ALL
        return f"{quoted(clause.operator.text)} holds, which it {'always' if always else 'never'} does"
    wanted = {value.lower() for value in clause.values} & {"true", "false"}
    if not wanted:
        return f"{quoted(clause.operator.text)} holds, which it never does without `true` or `false`"
    if len(wanted) == 2:
        return f"the request has {quoted(clause.key)} or not"
    return f"the request {'does not have' if wanted == {'true'} else 'has'} {quoted(clause.key)}"
