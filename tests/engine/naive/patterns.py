"""Wildcards and policy variables: every pattern becomes a list of marked characters, then a regular expression."""

import re
from collections.abc import Mapping

Values = Mapping[str, str | list[str]]
Marked = list[tuple[str, bool]]
"""Characters of a pattern; True marks a `*` or `?` that is a wildcard."""

VARIABLE = re.compile(r"\$\{([^}]*)\}")
INSIDE = re.compile(r"([^\s,']+)(?:\s*,\s*'([^']*)')?")


def plain(text: str) -> Marked:
    return [(char, char in "*?") for char in text]


def literal(text: str) -> Marked:
    return [(char, False) for char in text]


def expand(pattern: str, values: Values, variables: bool) -> Marked | None:
    """Return the pattern with its variables replaced, or None where one has no value and no default (V9)."""
    if not variables:
        return plain(pattern)
    marked: Marked = []
    end = 0
    for variable in VARIABLE.finditer(pattern):
        marked += plain(pattern[end : variable.start()])
        end = variable.end()
        replacement = replace(variable, values)
        if replacement is None:
            return None
        marked += replacement
    return marked + plain(pattern[end:])


def replace(variable: re.Match[str], values: Values) -> Marked | None:
    inside = variable[1]
    if inside in ("*", "?", "$"):  # V7
        return literal(inside)
    parts = INSIDE.fullmatch(inside)
    if parts is None:  # `${}` and the like are text
        return plain(variable[0])
    value = values.get(parts[1].lower())
    if value is None:
        return None if parts[2] is None else literal(parts[2])  # V6, V9
    if isinstance(value, list):  # V5
        return None
    return literal(value)  # V8


def regex(marked: Marked) -> str:
    return "".join((".*" if char == "*" else ".") if wild else re.escape(char) for char, wild in marked)


def matches(marked: Marked, text: str) -> bool:
    return re.fullmatch(regex(marked), text, re.DOTALL) is not None


def text_of(marked: Marked) -> str:
    return "".join(char for char, _ in marked)


def action_matches(pattern: str, action: str) -> bool:
    """M1, M2, M3: case is ignored, and a pattern of another shape than `prefix:Name` is compared as written."""
    return matches(plain(pattern.lower()), action.lower())


def resource_matches(pattern: str, resource: str, values: Values, variables: bool, completed: bool) -> bool:
    """M10 to M18, V3: the whole text is one glob; variables count after the fifth colon only."""
    if variables and variable_before_fifth_colon(pattern):
        return False
    if completed and pattern.startswith("arn:"):  # M14
        pattern += ":*" * (5 - VARIABLE.sub("", pattern).count(":"))
    marked = expand(pattern, values, variables)
    return marked is not None and matches(marked, resource)


def variable_before_fifth_colon(pattern: str) -> bool:
    first = VARIABLE.search(pattern)
    return first is not None and pattern[: first.start()].count(":") < 5


def arn_matches(pattern: Marked, arn: str) -> bool:
    """O18, O22: six parts, each compared by itself."""
    wanted, given = split_arn(pattern), arn.split(":", 5)
    if len(wanted) != 6 or len(given) != 6 or given[0] != "arn":
        return False
    return all(matches(part, text) for part, text in zip(wanted, given, strict=True))


def split_arn(marked: Marked) -> list[Marked]:
    parts: list[Marked] = [[]]
    for char, wild in marked:
        if char == ":" and len(parts) < 6:
            parts.append([])
        else:
            parts[-1].append((char, wild))
    return parts
