"""Policy variables: `${aws:username}`, defaults, and the literals `${*}`, `${?}`, `${$}` (V1 to V10)."""

import re
from dataclasses import dataclass

from iamlab.engine.patterns import Token, split_wildcards
from iamlab.engine.remembering import remembered
from iamlab.engine.request.context import RequestContext
from iamlab.engine.request.keys import MULTIVALUED

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_INSIDE = re.compile(r"([^\s,']+)(?:\s*,\s*'([^']*)')?")
_LITERALS = frozenset("*?$")


@dataclass(frozen=True, slots=True)
class Written:
    """Text as it stands in the policy, in which wildcards may have their meaning."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A character that `${*}`, `${?}` or `${$}` stands for: never a wildcard (V7)."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A context key to be replaced, with its default if one is written (V6). `key` is in lower case (V5), `name` as
    written.
    """

    key: str
    name: str
    default: str | None
    text: str


Part = Written | Literal | Variable


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value after substitution. `tokens` keeps wildcards apart from literal text; it is None when a key is missing
    (V9).
    """

    text: str
    tokens: tuple[Token, ...] | None
    missing: tuple[str, ...] = ()
    escaped: bool = False

    @property
    def plain(self) -> str:
        """The value as plain text, for operators without wildcards."""
        return _shown(list(self.tokens or ()))


@remembered(8192)
def parse_template(text: str) -> tuple[Part, ...]:
    """Take a value apart at its variables. A malformed variable becomes one that no request has."""
    parts: list[Part] = []
    end = 0
    # Up to the last brace: what opens behind it is never closed, and need not be searched through.
    for match in _VARIABLE.finditer(text, 0, text.rfind("}") + 1):
        if match.start() > end:
            parts.append(Written(text[end : match.start()]))
        end = match.end()
        inside = match.group(1)
        if inside in _LITERALS:
            parts.append(Literal(inside))
            continue
        named = _INSIDE.fullmatch(inside)
        key, default = (named.group(1), named.group(2)) if named else ("", None)
        parts.append(Variable(key.lower(), key, default, match.group()))
    if end < len(text):
        parts.append(Written(text[end:]))
    return tuple(parts)


def without_variables(text: str) -> Resolved:
    """A value in which `${…}` means nothing: its language version is old, or the operator takes no variables (V1,
    V2).
    """
    return Resolved(text, tuple(split_wildcards(text)))


def variable_value(key: str, context: RequestContext) -> str | None:
    """The value that replaces a variable: single-valued keys only (V5). None when the key is missing."""
    entry = context.get(key)
    return None if entry is None or entry.listed or key in MULTIVALUED else entry.values[0]


def tokens_of(part: Part, context: RequestContext) -> list[Token] | None:
    """What a part of a template stands for in a request, wildcards apart from literal text; None for a missing key."""
    if isinstance(part, Written):
        return list(split_wildcards(part.text))
    if isinstance(part, Literal):
        return [part.text]
    value = variable_value(part.key, context)
    value = part.default if value is None else value
    return None if value is None else [value]


def resolve(text: str, context: RequestContext) -> Resolved:
    """Replace every variable of a value; wildcard characters of replaced text stay literal (V8)."""
    if "${" not in text:
        return without_variables(text)
    tokens: list[Token] = []
    shown: list[str] = []
    missing: list[str] = []
    escaped = False
    for part in parse_template(text):
        found = tokens_of(part, context)
        if found is None:
            missing.append(part.key if isinstance(part, Variable) else "")
            shown.append(part.text)
            continue
        tokens += found
        value = _shown(found)
        shown.append(value)
        escaped = escaped or (isinstance(part, Variable) and ("*" in value or "?" in value))
    return Resolved("".join(shown), None if missing else tuple(tokens), tuple(missing), escaped)


def _shown(tokens: list[Token]) -> str:
    return "".join(token if isinstance(token, str) else token.value for token in tokens)


def variables_of(text: str) -> tuple[tuple[str, str], ...]:
    """The keys that a request could replace a value's variables by, lower-cased and as written (V5), each once."""
    variables = (part for part in parse_template(text) if isinstance(part, Variable))
    names = {part.key: part.name for part in variables if part.key and part.key not in MULTIVALUED}
    return tuple(names.items())
