"""The door for policies: text or object in, document or diagnostics out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NoReturn

from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.reading import PolicyReading, read_policy
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType
from iamlab.engine.syntax.json_node import JsonNode, locate, locate_key
from iamlab.engine.syntax.json_reader import read_json
from iamlab.engine.syntax.numbers import exact_number

MAX_POLICY_LENGTH = 131_072
"""Characters of a policy text that IAM's API accepts before any quota (G14)."""


class _NotPlain(ValueError):
    """The text needs the reader with positions: it holds what strict JSON has not, or a key twice."""


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _NotPlain
    return members


def _refuse_constant(_: str) -> NoReturn:
    raise _NotPlain


_decode = json.JSONDecoder(object_pairs_hook=_members, parse_float=exact_number, parse_constant=_refuse_constant).decode


_ABOUT_NAMES = (
    "INVALID_POLICY_ELEMENT", "INVALID_PRINCIPAL_KEY", "INVALID_CONDITION_OPERATOR", "NULL_WITH_IF_EXISTS",
    "UNSUPPORTED_",
)  # fmt: skip
"""How the codes of errors begin that are about the name of a member, not about its value."""


def with_spans(diagnostics: tuple[Diagnostic, ...], tree: JsonNode) -> tuple[Diagnostic, ...]:
    """Give each diagnostic the place in the text that its pointer names: the member's name for an element, else the
    value.
    """
    placed = []
    for diagnostic in diagnostics:
        node = locate(tree, diagnostic.path)
        of_name = locate_key(tree, diagnostic.path) if diagnostic.code.startswith(_ABOUT_NAMES) else None
        span = of_name or (node.span if node else None)
        placed.append(replace(diagnostic, span=span))
    return tuple(placed)


def parse_policy(
    source: str | Mapping[str, object],
    kind: PolicyKind,
    *,
    name: str = "policy",
    arn: str | None = None,
    max_length: int | None = MAX_POLICY_LENGTH,
) -> PolicyReading:
    """Read a policy of a kind from its text or from a JSON object.

    Never raises on what a learner can write: errors are diagnostics, with positions where there is a text. Texts over
    `max_length` characters (G14) are refused; None lifts the limit, for AWS managed policies.
    """
    if isinstance(source, str):
        parse = _parse_short if len(source) <= _LONGEST_SHORT else _parse_long
        return parse(source, PolicyKind(kind), name, arn, max_length)
    reading = read_policy(source, PolicyKind(kind), name=name, arn=arn)
    return (
        reading if reading.document is None or _is_text(reading.document) else PolicyReading(None, (_HALF_CHARACTER,))
    )


_HALF_CHARACTER = Diagnostic(
    "INVALID_CHARACTER",
    FindingType.ERROR,
    "half a character stands here, and no text can hold that",
    "Delete it, and type the text again: an emoji or a rare letter was cut in two here.",
    None,
)
_HALF_CHARACTERS = re.compile(
    r"[\ud800-\udfff]"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""One half of a character outside the basic plane: JSON lets it be written, but it is no text (G14)."""


def _is_text(document: PolicyDocument) -> bool:
    """Whether everything in a document can be shown and stored: no half characters, written as such or as escapes."""
    try:
        "".join(_texts(document)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _texts(document: PolicyDocument) -> Iterator[str]:
    yield document.policy_id or ""
    for statement in document.statements:
        yield statement.sid or ""
        for element in (statement.action, statement.resource):
            yield from element.values if element else ()
        for entry in statement.principal.entries if statement.principal else ():
            yield entry.value
        for clause in statement.conditions:
            yield from (clause.key, *clause.values)


def _half_character(tree: JsonNode, text: str) -> Diagnostic:
    found = _HALF_CHARACTERS.search(text)
    return replace(_HALF_CHARACTER, span=tree.lines.span(found.start(), found.end()) if found else None)


def _parse_text(text: str, kind: PolicyKind, name: str, arn: str | None, max_length: int | None) -> PolicyReading:
    if max_length is None or len(text) <= max_length:
        try:
            reading = read_policy(_decode(text), kind, name=name, arn=arn, text=text)
        except (ValueError, RecursionError):
            pass  # The reader with positions says what is wrong and where.
        else:
            if reading.document and _is_text(reading.document):
                return reading
    syntax = read_json(text, max_length=max_length)
    if syntax.diagnostics or syntax.value is None:
        return PolicyReading(None, syntax.diagnostics)
    reading = read_policy(syntax.value.to_python(), kind, name=name, arn=arn, text=text)
    if reading.document and not _is_text(reading.document):
        return PolicyReading(None, (_half_character(syntax.value, text),))
    return replace(reading, diagnostics=with_spans(reading.diagnostics, syntax.value))


_LONGEST_SHORT = 6_144
"""The size of a managed policy (G30). A document with all that is worked out from it takes up to a hundred times its
text, so of longer ones few are kept.
"""
_parse_short = lru_cache(maxsize=512)(_parse_text)
_parse_long = lru_cache(maxsize=16)(_parse_text)
