"""Keys that one more fact could turn: try every value the policies suggest, one key at a time."""

import copy
import ipaddress
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from tests.engine.naive.conditions import as_list, as_text, instant, number
from tests.engine.naive.context import Context
from tests.engine.naive.patterns import INSIDE, VARIABLE, Marked, expand, regex, text_of

MULTIVALUED = (
    "aws:tagkeys", "aws:calledvia", "aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths",
    "aws:vpceorgpaths", "aws:principalservicenameslist",
)  # fmt: skip
ELSEWHERE = ["zz-elsewhere", "198.51.100.77", "2001:db8:ffff::1", "arn:aws:zz:::elsewhere"]


@dataclass
class Use:
    """One place where policies read keys: a condition value or a resource pattern (then `key` is None)."""

    key: str | None
    operator: str
    text: str


def missing_context(case: dict[str, Any], context: Context, decision: str, decide: Callable[[Any], str]) -> list[str]:
    uses = list(all_uses(case))
    found = []
    for key in sorted({name for use in uses for name in keys_read(use)}):
        if context.unknown(key) and any(
            decide(with_value(case, key, v)) != decision for v in values(key, uses, context)
        ):
            found.append(key)
    return found


def with_value(case: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    changed = copy.copy(case)
    changed["request"] = case["request"] | {"context": case["request"].get("context", {}) | {key: value}}
    return changed


def all_uses(node: Any) -> Iterator[Use]:
    """Every condition value and resource pattern found anywhere in the case's policies."""
    if isinstance(node, list):
        for item in node:
            yield from all_uses(item)
    elif isinstance(node, dict):
        for name, part in node.items():
            if name in ("Resource", "NotResource"):
                yield from (Use(None, "StringLike", text) for text in as_list(part))
            elif name == "Condition":
                yield from condition_uses(part)
            elif name == "document" and isinstance(part, str):
                yield from all_uses(json.loads(part))
            elif name not in ("request", "expect"):
                yield from all_uses(part)


def condition_uses(block: dict[str, dict[str, Any]]) -> Iterator[Use]:
    for operator, keys in block.items():
        for key, wanted in keys.items():
            for value in as_list(wanted) or [""]:
                yield Use(key.lower(), operator.rpartition(":")[2].removesuffix("IfExists"), as_text(value))


def keys_read(use: Use) -> Iterator[str]:
    if use.key is not None:
        yield use.key
    for variable in VARIABLE.finditer(use.text):
        parts = INSIDE.fullmatch(variable[1])
        if parts:
            yield parts[1].lower()


def values(key: str, uses: list[Use], context: Context) -> list[Any]:
    single = list(dict.fromkeys(suggested(key, uses, context)))
    if key not in MULTIVALUED:
        return single
    return [list(chosen) for size in (1, 2) for chosen in combinations(single, size)]


def suggested(key: str, uses: list[Use], context: Context) -> Iterator[str]:
    yield from ELSEWHERE
    own = [use for use in uses if use.key == key]
    for use in own:
        yield from near(use, context)
    numbers = [number(use.text) for use in own if use.operator.startswith("Numeric")]
    yield from between([value for value in numbers if value is not None])
    for use in uses:
        if "${" in use.text and key in keys_read(use):
            yield from fitting(use, key, context)


def near(use: Use, context: Context) -> Iterator[str]:
    """Values that an operator and its written value make interesting: equal, a little more, a little less."""
    yield use.text
    yield use.text.swapcase()
    if use.operator == "Bool":
        yield from ("true", "false")
    if use.operator.startswith("Date"):
        moment = instant(use.text)
        for second in (-1, 1) if moment is not None else ():
            yield (datetime.fromtimestamp(float(moment or 0), UTC) + timedelta(seconds=second)).isoformat()
    if "IpAddress" in use.operator and use.text.count("/") == 1:
        yield str(ipaddress.ip_network(use.text, strict=False).network_address)
    marked = expand(use.text, context.values, variables=True)
    if marked is not None:
        yield from (instance(marked, ""), instance(marked, "x"), text_of(marked))


def instance(marked: Marked, star: str) -> str:
    return "".join((star if char == "*" else "x") if wild else char for char, wild in marked)


def between(numbers: list[Decimal]) -> Iterator[str]:
    for value in numbers:
        yield from (str(value - 1), str(value + 1))
    for low, high in combinations(sorted(set(numbers)), 2):
        yield str((low + high) / 2)


def fitting(use: Use, key: str, context: Context) -> Iterator[str]:
    """What the variable could be for the text around it to match the request: the longest fit and its beginnings."""
    given = context.request_resource if use.key is None else context.values.get(use.key, [])
    pattern = "".join(hole_or_text(part, key, context) for part in split_at_variables(use.text))
    for target in as_list(given):
        match = re.fullmatch(pattern, target, re.DOTALL)
        for longest in match.groups() if match else ():
            yield from (longest[:length] for length in range(len(longest), 0, -1))


def split_at_variables(text: str) -> list[str]:
    return re.split(r"(\$\{[^}]*\})", text)


def hole_or_text(part: str, key: str, context: Context) -> str:
    variable = VARIABLE.fullmatch(part)
    if variable and key in keys_read(Use(None, "", part)):
        return "(.*)"
    marked = expand(part, context.values, variables=True)
    return ".*" if marked is None else regex(marked)
