"""Random contexts and condition blocks over the small alphabets."""

from random import Random
from typing import Any

from tests.engine.naive import alphabet as a

SETS = ("ForAllValues:", "ForAnyValue:")
STRING_OPERATORS = (
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
    "StringLike", "StringNotLike",
)  # fmt: skip
ARN_OPERATORS = ("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike", "StringEquals")
COMPARISONS = ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
VARIABLES = (
    "${aws:username}",
    "${aws:PrincipalTag/team}",
    "${aws:PrincipalTag/team, 'red'}",
    "${aws:ResourceTag/team}",
)
SINGLE = (a.STRINGS, a.ARNS, a.NUMBERS, a.DATES, a.ADDRESSES)


def random_context(rng: Random) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        key, value = random_entry(rng)
        context[vary_case(rng, key)] = None if rng.random() < 0.08 else value
    named = {key.lower(): key for key in context}
    return {key: context[key] for key in named.values()}


def random_entry(rng: Random) -> tuple[str, Any]:
    table = rng.choice((*SINGLE, a.STRINGS, a.LISTS, a.LISTS, None))
    if table is None:
        return rng.choice(a.BOOLEANS), rng.choice((True, False, "true", "false"))
    key = rng.choice(list(table))
    if table is a.LISTS:
        return key, rng.sample(table[key], rng.randint(0, len(table[key])))
    if rng.random() < 0.1:
        return key, [str(rng.choice((*table[key], ""))) for _ in range(rng.randint(0, 3))]
    return key, rng.choice((*table[key], *table[key], ""))


def vary_case(rng: Random, key: str) -> str:
    return rng.choice((key, key, key, key.lower(), key.upper()))


def random_block(rng: Random) -> dict[str, dict[str, Any]]:
    block: dict[str, dict[str, Any]] = {}
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        operator, key, value = random_condition(rng)
        keys = block.setdefault(operator, {})
        if key.lower() not in {name.lower() for name in keys}:
            keys[vary_case(rng, key)] = value
    return block


def random_condition(rng: Random) -> tuple[str, str, Any]:
    kind = rng.choice(
        ("string", "string", "string", "list", "list", "arn", "bool", "number", "date", "ip", "binary", "null")
    )
    operator, key, values = CONDITIONS[kind](rng)
    if rng.random() < (0.85 if kind == "list" else 0.06):
        operator = rng.choice(SETS) + operator
    if kind != "null" and rng.random() < 0.2:
        operator += "IfExists"
    return operator, key, listed(rng, values)


def listed(rng: Random, values: tuple[Any, ...]) -> Any:
    if rng.random() < 0.02:
        return []
    if rng.random() < 0.6:
        return rng.choice(values)
    return [rng.choice(values) for _ in range(rng.choice((1, 2, 2)))]


def string_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    key = rng.choice(list(a.STRINGS))
    known = a.STRINGS[key]
    patterns = [value[:-1] + "*" for value in known]
    wide = ("*", "?" * len(known[0]))
    return (
        rng.choice(STRING_OPERATORS),
        key,
        (*known, *known, *patterns, *wide, rng.choice(VARIABLES), known[0].upper()),
    )


def list_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    key = rng.choice(list(a.LISTS))
    return rng.choice(STRING_OPERATORS), key, (*a.LISTS[key], a.LISTS[key][0][:2] + "*", "other")


def arn_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    key = rng.choice(list(a.ARNS))
    patterns = (
        "arn:aws:iam::*:role/*",
        "arn:aws:iam::*",
        f"arn:aws:iam::{a.HOME}:*",
        "arn:aws:*:*:*:*",
        "*",
        "arn:*",
        "arn:aws:iam::*:*:*",
    )
    varied = ("arn:aws:iam::${aws:PrincipalAccount}:*", "arn:aws:iam::*:user/${aws:username}")
    return rng.choice(ARN_OPERATORS), key, (*a.ARNS[key], *a.ARNS[key], *patterns, *varied)


def bool_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    return (
        "Bool",
        rng.choice(a.BOOLEANS),
        (True, False, "true", "false", "True", "${aws:SecureTransport}"),
    )


def number_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    key = rng.choice(list(a.NUMBERS))
    return "Numeric" + rng.choice(COMPARISONS), key, a.NUMBERS[key]


def date_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    key = rng.choice(list(a.DATES))
    return "Date" + rng.choice(COMPARISONS), key, a.DATES[key]


def ip_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    return rng.choice(("IpAddress", "NotIpAddress")), rng.choice(list(a.ADDRESSES)), a.RANGES


def binary_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    return "BinaryEquals", rng.choice(("custom:blob", "aws:UserAgent")), a.BYTES


def null_condition(rng: Random) -> tuple[str, str, tuple[Any, ...]]:
    key = rng.choice([*a.STRINGS, *a.LISTS, *a.NUMBERS, *a.DATES, *a.ADDRESSES, *a.BOOLEANS])
    return "Null", key, (True, False, "true", "false", "TRUE", "maybe")


CONDITIONS = {
    "string": string_condition,
    "list": list_condition,
    "arn": arn_condition,
    "bool": bool_condition,
    "number": number_condition,
    "date": date_condition,
    "ip": ip_condition,
    "binary": binary_condition,
    "null": null_condition,
}
