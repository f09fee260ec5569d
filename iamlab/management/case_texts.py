"""The JSON of cases in a stream of text: one value a line, or one value over the whole input."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any, NoReturn, TextIO

from iamlab.engine import exact_number


@dataclass(frozen=True, slots=True)
class CaseText:
    """The text of one JSON value, and the line and column of the input at which it begins."""

    text: str
    line: int = 1
    column: int = 1


class _DuplicateKey(ValueError):
    """A JSON object has a key twice; the reader with positions says where."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateKey
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # JSON has no NaN and no Infinity


decode = json.JSONDecoder(object_pairs_hook=_members, parse_float=exact_number, parse_constant=_no_constant).decode
"""The value of a text. Raises ValueError for what is not JSON, for a key that stands twice in one object and for a
number that is too long, RecursionError for what is nested too deep.
"""


def _any_integer(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:
        return text


def _any_decimal(text: str) -> Decimal | str:
    try:
        return exact_number(text)
    except ValueError:
        return text


_decode_loosely = json.JSONDecoder(parse_int=_any_integer, parse_float=_any_decimal).decode
"""The value of a text in which keys may stand twice, the last one counting, and numbers may be too long."""


def case_texts(stream: TextIO) -> Iterator[CaseText]:
    """The JSON texts of a stream.

    JSON Lines if the first line that is not blank is a complete JSON value; otherwise the whole input is one value.
    """
    lines = enumerate(stream, 1)
    first = next(((number, line) for number, line in lines if line.strip()), None)
    if first is None:
        return
    if _is_complete(first[1]):
        yield from (CaseText(line, number) for number, line in chain([first], lines) if line.strip())
    else:
        yield CaseText(first[1] + "".join(line for _, line in lines), first[0])


def _is_complete(text: str) -> bool:
    """Whether a text is JSON, as far as that can be told: of a value nested too deep nobody knows."""
    try:
        _decode_loosely(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def loose_value(text: str) -> Any:
    """What a text of JSON most likely means that `decode` refuses; None if it is not JSON."""
    try:
        return _decode_loosely(text)
    except (ValueError, RecursionError):
        return None


_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]', re.DOTALL)


def items_of(value: CaseText) -> list[CaseText]:
    """The texts of an array's items, so that each can be read for itself; none for a text that is no array."""
    if not value.text.lstrip().startswith("[") or not _is_complete(value.text):
        return []
    items: list[CaseText] = []
    depth, end, line, column = 0, 0, value.line, value.column
    for mark in _STRUCTURE.finditer(value.text):
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        opens, separates = depth == 1 and mark[0] == "[", depth == 1 and mark[0] == ","
        if separates or depth == 0:
            items.append(CaseText(value.text[end : mark.start()], line, column))
        if opens or separates:
            line, column = _place_after(value.text[end : mark.end()], line, column)
            end = mark.end()
    return [] if depth else items


def _place_after(text: str, line: int, column: int) -> tuple[int, int]:
    """The line and column behind a text that begins at these."""
    breaks = text.count("\n")
    return (line + breaks, len(text) - text.rfind("\n")) if breaks else (line, column + len(text))
