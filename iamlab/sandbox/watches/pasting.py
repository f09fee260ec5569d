"""Watches from a pasted table: comma, semicolon or tab between the columns, as spreadsheets give them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from iamlab.cloud import Cloud
from iamlab.engine import in_backticks

from .callers import caller_named
from .checking import mistakes_in
from .watch import MOST_WATCHES, Expected, Watch

COLUMNS = ("who", "action", "resource", "expected", "context")
LONGEST_TABLE = 65_536
_EXPECTED = {
    "": Expected.NOTHING,
    "not said": Expected.NOTHING,
    "allow": Expected.ALLOWED,
    "allowed": Expected.ALLOWED,
    "yes": Expected.ALLOWED,
    "deny": Expected.DENIED,
    "denied": Expected.DENIED,
    "no": Expected.DENIED,
    "explicit_deny": Expected.EXPLICITLY,
    "denied explicitly": Expected.EXPLICITLY,
    "implicit_deny": Expected.IMPLICITLY,
    "denied implicitly": Expected.IMPLICITLY,
}


@dataclass(frozen=True, slots=True)
class PastedTable:
    """The watches of a pasted table, or every mistake in it as a sentence with its line."""

    watches: tuple[Watch, ...]
    mistakes: tuple[str, ...] = ()


def read_table(cloud: Cloud, text: str, first_key: int, room: int) -> PastedTable:
    """Read a pasted table. Its watches are numbered from `first_key`; there is room for `room` of them."""
    if len(text) > LONGEST_TABLE:
        return PastedTable((), (f"The text has {len(text):,} characters; at most {LONGEST_TABLE:,} are read.",))
    try:
        rows = [(number, cells) for number, cells in _numbered_cells(text) if any(cells)]
    except csv.Error as error:
        return PastedTable((), (f"The text is no table: {error}.",))
    if rows and rows[0][1][0].lower() in ("who", "caller", "principal"):
        rows = rows[1:]
    if not rows:
        return PastedTable((), ("There is no row to add. Paste at least one line.",))
    if len(rows) > room:
        return PastedTable((), (f"There are {len(rows)} rows and room for {room}: a sandbox watches {MOST_WATCHES}.",))
    watches: list[Watch] = []
    mistakes: list[str] = []
    for number, cells in rows:
        watch = _watch(cloud, first_key + len(watches), cells)
        if isinstance(watch, str):
            mistakes.append(f"Line {number}: {watch}.")
            continue
        found = mistakes_in(cloud, watch)
        mistakes += [f"Line {number}: {message}. {help}" for message, help in found.values()]
        watches.append(watch)
    return PastedTable((), tuple(mistakes)) if mistakes else PastedTable(tuple(watches))


def _numbered_cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the number of its line; a quoted cell may run over several lines."""
    lines, number = iter(text.splitlines()), 1
    for line in lines:
        reader = csv.reader(chain((line,), lines), delimiter=_separator(line))
        yield number, [cell.strip() for cell in next(reader)]
        number += reader.line_num


def _separator(line: str) -> str:
    """A tab, which no cell holds, or the first of the other two: who asks stands first, and hardly holds one."""
    return "\t" if "\t" in line else next((mark for mark in line if mark in ";,"), ",")


def _watch(cloud: Cloud, key: int, cells: Sequence[str]) -> Watch | str:
    """The watch of one row, or what is wrong with it."""
    if not 3 <= len(cells) <= len(COLUMNS):
        found = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
        return f"{found} instead of {', '.join(COLUMNS[:-2])}, and if you like {', '.join(COLUMNS[-2:])}"
    who, action, resource, expected, context = (*cells, "", "")[: len(COLUMNS)]
    if expected.lower() not in _EXPECTED:
        return f"{in_backticks(expected)} is not an expectation. Write allow, deny, explicit_deny or implicit_deny"
    lines = "\n".join(part.strip() for part in context.split("|")) if context else ""
    return Watch(key, caller_named(cloud, who), action, resource, lines, _EXPECTED[expected.lower()])
