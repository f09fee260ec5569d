"""Edits of a policy's text, named by JSON pointers and turned into text where the document's tree is known."""

import json
from collections.abc import Callable
from typing import TypeAlias

from iamlab.engine.lint.findings import QuickFix
from iamlab.engine.syntax.json_node import JsonNode, locate, locate_key

Fix: TypeAlias = Callable[[JsonNode], QuickFix | None]
"""Makes the edit for the tree that the policy was read to; None where its place is not there."""


def replace_value(path: str, value: object) -> Fix:
    """Write another value in the place of the one at `path`."""

    def fix(tree: JsonNode) -> QuickFix | None:
        node = locate(tree, path)
        return QuickFix(f"Write {json.dumps(value)}", node.span, json.dumps(value)) if node else None

    return fix


def rename_key(path: str, name: str) -> Fix:
    """Give the member at `path` another name; none where its object has a member of that name already."""

    def fix(tree: JsonNode) -> QuickFix | None:
        span, holder = locate_key(tree, path), locate(tree, path.rpartition("/")[0])
        if span is None or holder is None or any(member.key == name for member in holder.members):
            return None
        return QuickFix(f"Write {json.dumps(name)}", span, json.dumps(name))

    return fix


def rename_operator(path: str, name: str) -> Fix:
    """Give the condition at `path` another operator; none where that operator has other keys as well."""

    def fix(tree: JsonNode) -> QuickFix | None:
        operator = path.rpartition("/")[0]
        block = locate(tree, operator)
        return rename_key(operator, name)(tree) if block and len(block.members) == 1 else None

    return fix


def remove_item(path: str) -> Fix:
    """Take the item at `path` out of its list; none for a value that is not in a list or alone in it."""

    def fix(tree: JsonNode) -> QuickFix | None:
        parent, _, index = path.rpartition("/")
        holder = locate(tree, parent)
        items = holder.items if holder else ()
        if len(items) < 2 or not index.isdigit():
            return None
        place = int(index)
        start = items[place].start if place == 0 else items[place - 1].end
        end = items[place + 1].start if place == 0 else items[place].end
        return QuickFix("Remove it", tree.lines.span(start, end), "")

    return fix


def insert_version(tree: JsonNode) -> QuickFix | None:
    """Write the current version as the first member of the document."""
    if tree.kind != "object" or not tree.members:
        return None
    first = tree.members[0].key_start
    return QuickFix("Add the version", tree.lines.span(first, first), '"Version": "2012-10-17", ')
