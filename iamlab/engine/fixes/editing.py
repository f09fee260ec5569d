"""Edits of a policy's text that keep the author's layout: pieces are put in and taken out, nothing is written anew."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iamlab.engine.syntax.json_node import JsonNode, Member

_INDENT = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class TextEdit:
    """The characters from offset `start` to `end` give way to `text`."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[TextEdit]) -> str | None:
    """The text with all edits made; None where two of them touch the same characters."""
    end = len(text) + 1
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end), reverse=True):
        if edit.end > end:
            return None
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
        end = edit.start
    return text


def add_value(text: str, node: JsonNode, value: str) -> TextEdit:
    """Add a string to an array, or make an array of a single value and it."""
    written = json.dumps(value)
    if node.kind != "array":
        return TextEdit(node.start, node.end, f"[{text[node.start : node.end]}, {written}]")
    if not node.items:
        return TextEdit(node.start, node.end, f"[{written}]")
    return _after(text, node.items[-1].end, node.items[-1].start, written)


def add_item(text: str, node: JsonNode, value: Mapping[str, object]) -> TextEdit:
    """Add an object to an array as its items are written, or make an array of a single object and it."""
    last = node.items[-1] if node.items else node
    many_lines = "\n" in text
    indent = _indent_at(text, last.start)
    if node.kind != "array":
        inner = indent + _unit(text)
        old = text[node.start : node.end]
        if not many_lines:
            return TextEdit(node.start, node.end, f"[{old}, {_written(value, '', None)}]")
        moved = old.replace("\n", f"\n{_unit(text)}")
        new = _written(value, inner, _unit(text))
        return TextEdit(node.start, node.end, f"[\n{inner}{moved},\n{inner}{new}\n{indent}]")
    if not node.items:
        return TextEdit(node.start, node.end, f"[{_written(value, '', None)}]")
    spread = "\n" in text[last.start : last.end]
    written = _written(value, indent, _unit(text) if spread else None)
    return _after(text, last.end, last.start, written)


def add_member(text: str, node: JsonNode, key: str, value: object) -> TextEdit:
    """Add a member to an object that has at least one."""
    last = node.members[-1]
    spread = _starts_line(text, last.key_start)
    indent = _indent_at(text, last.key_start)
    written = f"{json.dumps(key)}: {_written(value, indent, _unit(text) if spread else None)}"
    return _after(text, last.node.end, last.key_start, written)


def remove_item(node: JsonNode, index: int) -> TextEdit:
    """Take an item out of an array of two or more, with the comma that belongs to it."""
    items = node.items
    if index + 1 < len(items):
        return TextEdit(items[index].start, items[index + 1].start, "")
    return TextEdit(items[index - 1].end, items[index].end, "")


def replace_member(member: Member, key: str, value: str) -> TextEdit:
    """Write another key and another string in place of a member."""
    return TextEdit(member.key_start, member.node.end, f"{json.dumps(key)}: {json.dumps(value)}")


def first_member(text: str, node: JsonNode, key: str, value: str) -> TextEdit:
    """Add a string as the first member of an object that has at least one."""
    first = node.members[0]
    between = f"\n{_indent_at(text, first.key_start)}" if _starts_line(text, first.key_start) else " "
    return TextEdit(first.key_start, first.key_start, f"{json.dumps(key)}: {json.dumps(value)},{between}")


def new_policy(statement: Mapping[str, object]) -> str:
    """The text of a policy with one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


def _after(text: str, end: int, start: int, written: str) -> TextEdit:
    between = f"\n{_indent_at(text, start)}" if _starts_line(text, start) else " "
    return TextEdit(end, end, f",{between}{written}")


def _written(value: object, indent: str, unit: str | None) -> str:
    if unit is None:
        return json.dumps(value)
    return json.dumps(value, indent=unit).replace("\n", f"\n{indent}")


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _indent_at(text: str, offset: int) -> str:
    found = _INDENT.match(text, _line_start(text, offset))
    return found.group() if found else ""


def _starts_line(text: str, offset: int) -> bool:
    """Whether nothing but blanks stands before it on its line, and the text has more than one line."""
    start = _line_start(text, offset)
    return start > 0 and not text[start:offset].strip()


def _unit(text: str) -> str:
    """What one step of indentation is in this text."""
    indents = (_INDENT.match(line) for line in text.split("\n")[1:])
    return next((found.group() for found in indents if found and found.group()), "  ")
