"""Edits of a policy's text that leave its author's layout as it is."""

import json
from collections.abc import Mapping

from iamlab.engine import JsonNode, read_json


def add_value(text: str, pointer: str, value: str) -> str | None:
    """Add a value to an element or a condition; a text becomes a list of two. None where it is there or can't be."""
    node = _at(text, pointer)
    if node is None:
        return None
    written = json.dumps(value)
    source = text[node.start : node.end]
    if node.kind == "string":
        return None if source == written else _spliced(text, node, f"[{source}, {written}]")
    if node.kind != "array" or any(text[item.start : item.end] == written for item in node.items):
        return None
    if not node.items:
        return _spliced(text, node, f"[{written}]")
    last = node.items[-1]
    before = text[: last.start]
    line = before.rpartition("\n")[2]
    own_line = "\n" in text[node.start : last.start] and not line.strip()
    glue = f",\n{line}" if own_line else ", "
    return f"{text[: last.end]}{glue}{written}{text[last.end :]}"


def add_member(text: str, pointer: str, name: str, value: object) -> str | None:
    """Add a member to the object at a pointer. None where it has one of that name, or is no object."""
    node = _at(text, pointer)
    if node is None or node.kind != "object" or any(member.key == name for member in node.members):
        return None
    written = f"{json.dumps(name)}: {json.dumps(value)}"
    if not node.members:
        return _spliced(text, node, "{" + f" {written} " + "}")
    last = node.members[-1]
    line = text[: last.key_start].rpartition("\n")[2]
    own_line = not line.strip()
    glue = f",\n{line}" if own_line else ", "
    return f"{text[: last.node.end]}{glue}{written}{text[last.node.end :]}"


def rename_member(text: str, pointer: str, name: str, value: object) -> str | None:
    """Put another member in the place of the one at a pointer."""
    parent, _, key = pointer.rpartition("/")
    holder = _at(text, parent)
    member = next((each for each in holder.members if each.key == key), None) if holder else None
    if member is None:
        return None
    return f"{text[: member.key_start]}{json.dumps(name)}: {json.dumps(value)}{text[member.node.end :]}"


def add_statement(text: str, statement: Mapping[str, object]) -> str | None:
    """Add a statement after the last one, set in as that is. None for a text that holds no readable policy."""
    node = _at(text, "/Statement")
    if node is None:
        return None
    if node.kind == "object":
        indent = _indent(text, node)
        return _spliced(text, node, f"[\n{indent}{text[node.start : node.end]},\n{_set_in(statement, indent)}\n]")
    if node.kind != "array":
        return None
    if not node.items:
        return _spliced(text, node, f"[\n{_set_in(statement, '    ')}\n  ]")
    last = node.items[-1]
    return f"{text[: last.end]},\n{_set_in(statement, _indent(text, last))}{text[last.end :]}"


def remove_statement(text: str, index: int) -> str | None:
    """Take one statement away. None for the last one that is left: a policy has to have one."""
    node = _at(text, "/Statement")
    if node is None or node.kind != "array" or len(node.items) < 2 or index >= len(node.items):
        return None
    start = node.items[index].start if index == 0 else node.items[index - 1].end
    end = node.items[1].start if index == 0 else node.items[index].end
    return text[:start] + text[end:]


def new_policy(statement: Mapping[str, object]) -> str:
    """The text of a policy with one statement."""
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


def _at(text: str, pointer: str) -> JsonNode | None:
    node = read_json(text, max_length=None).value
    for token in pointer.split("/")[1:]:
        if node is None:
            return None
        key = token.replace("~1", "/").replace("~0", "~")
        member = next((each for each in node.members if each.key == key), None)
        if member:
            node = member.node
        else:
            node = node.items[int(token)] if token.isdigit() and int(token) < len(node.items) else None
    return node


def _spliced(text: str, node: JsonNode, new: str) -> str:
    return text[: node.start] + new + text[node.end :]


def _indent(text: str, node: JsonNode) -> str:
    line = text[: node.start].rpartition("\n")[2]
    return line if not line.strip() else "    "


def _set_in(statement: Mapping[str, object], indent: str) -> str:
    return "\n".join(indent + line for line in json.dumps(statement, indent=2).split("\n"))
