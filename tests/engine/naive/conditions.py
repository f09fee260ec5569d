"""Condition blocks: set operators, IfExists, Null, and one plain comparison per operator."""

import base64
import binascii
import ipaddress
import json
import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.engine.naive.patterns import Values, arn_matches, expand, matches, text_of

Compare = Callable[[str, str], bool]

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def conditions_hold(block: dict[str, dict[str, Any]], values: Values, variables: bool) -> bool:
    """O1: every operator and every key under it must hold."""
    return all(
        condition_holds(name, [as_text(value) for value in as_list(wanted)], values.get(key.lower()), values, variables)
        for name, keys in block.items()
        for key, wanted in keys.items()
    )


def condition_holds(
    name: str, wanted: list[str], given: str | list[str] | None, values: Values, variables: bool
) -> bool:
    quantifier, _, name = name.rpartition(":")
    if name == "Null":
        return null_holds(quantifier, wanted, given)
    if_exists = name.endswith("IfExists")
    base = name.removesuffix("IfExists")
    positive, negated = positive_form(base)
    present = given if isinstance(given, list) else [] if given is None else [given]
    if quantifier and not any(present):  # C3, O30, O31, O34
        return quantifier == "ForAllValues"
    if if_exists and not present:  # O4
        return True
    if not wanted and (quantifier or if_exists):  # O38
        return False

    def satisfied(value: str) -> bool:
        return any(compare(positive, value, pattern, values, variables) for pattern in wanted)

    if quantifier == "ForAllValues":
        return all(satisfied(value) != negated for value in present)
    if quantifier == "ForAnyValue":
        return any(satisfied(value) != negated for value in present)
    return any(satisfied(value) for value in present) != negated  # O2, O3, O36


def null_holds(quantifier: str, wanted: list[str], given: str | list[str] | None) -> bool:
    if quantifier:  # O37
        return quantifier == "ForAllValues"
    absent = not given or not any(given)
    return any(value.lower() == str(absent).lower() for value in wanted)


def positive_form(name: str) -> tuple[str, bool]:
    """`NotIpAddress` is the negation of `IpAddress`, `StringNotEquals` of `StringEquals`."""
    return (name.replace("Not", "", 1), True) if "Not" in name else (name, False)


def compare(name: str, value: str, pattern: str, values: Values, variables: bool) -> bool:
    """Compare one request value with one policy value by an operator in its positive form."""
    if name.startswith(("String", "Arn")):
        marked = expand(pattern, values, variables)
        if marked is None:
            return False
        if name.startswith("Arn"):
            return arn_matches(marked, value)
        if name == "StringLike":
            return matches(marked, value)
        wanted = text_of(marked)
        return value.lower() == wanted.lower() if name == "StringEqualsIgnoreCase" else value == wanted
    for family, parse in (("Numeric", number), ("Date", instant)):
        if name.startswith(family):
            left, right = parse(value), parse(pattern)
            return left is not None and right is not None and ORDER[name.removeprefix(family)](left, right)
    return {"Bool": same_bool, "BinaryEquals": same_bytes, "IpAddress": in_range}[name](value, pattern)


def number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text, re.ASCII) else None


def instant(text: str) -> Decimal | None:
    """O14: ISO 8601 as W3C profiles it, or seconds since 1970; without a zone it is UTC."""
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        text = (text + "-01-01")[:10]
    elif number(text) is not None:
        return number(text)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?", text):
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Decimal(str((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()))


def same_bool(value: str, wanted: str) -> bool:
    return value.lower() == wanted.lower()


def same_bytes(value: str, wanted: str) -> bool:
    try:
        return base64.b64decode(value, validate=True) == base64.b64decode(wanted, validate=True)
    except binascii.Error:
        return False


def in_range(value: str, wanted: str) -> bool:
    if not re.fullmatch(r"[^/]*(/\d+)?", wanted):
        return False
    try:
        return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False
