"""Condition blocks: what is empty, and keys that differ in case only (G13, G15)."""

from collections.abc import Iterator

from iamlab.engine.policy.documents import ConditionClause, Statement
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.operators import Quantifier
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks
from iamlab.engine.syntax.json_node import JsonNode, json_pointer, locate

_SUGGESTION = FindingType.SUGGESTION


def check_conditions(statement: Statement, tree: JsonNode) -> Iterator[Remark]:
    """The Condition block of one statement, as far as its form goes."""
    yield from _empty_objects(tree, f"{statement.path}/Condition")
    first: dict[tuple[str, str], ConditionClause] = {}
    for clause in statement.conditions:
        if not clause.values:
            help = "List at least one value, or remove the key."
            yield Remark(_empty_code(clause), clause.path, "the condition lists no value", help, _SUGGESTION)
        place = (clause.operator.text, clause.lookup_key)
        if place in first:
            help = "Join their values under one key: key names have no case."
            message = f"{in_backticks(clause.key)} stands there twice, in two spellings"
            code = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE"
            yield Remark(code, clause.path, message, help, at_name=True, related=(first[place].path,))
        first.setdefault(place, clause)


def _empty_objects(tree: JsonNode, path: str) -> Iterator[Remark]:
    block = locate(tree, path)
    if block is None:
        return
    operators = {f"{path}{json_pointer([member.key])}": member.node for member in block.members}
    for place, node in operators.items() if operators else [(path, block)]:
        if not node.members:
            help = "Write an operator, a key and a value, or remove it."
            yield Remark("EMPTY_OBJECT_CONDITION", place, "the condition is empty", help, _SUGGESTION)


def _empty_code(clause: ConditionClause) -> str:
    operator = clause.operator
    if operator.quantifier is Quantifier.ALL:
        return "EMPTY_ARRAY_CONDITION_FORALLVALUES"
    if operator.quantifier is Quantifier.ANY:
        return "EMPTY_ARRAY_CONDITION_FORANYVALUE"
    return "EMPTY_ARRAY_CONDITION_IFEXISTS" if operator.if_exists else "EMPTY_ARRAY_CONDITION"
