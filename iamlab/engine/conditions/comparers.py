"""One value of the policy turned into a test for one value of the request, for each family of operators (table 4.2)."""

from collections.abc import Callable

from iamlab.engine.conditions import arn, binary, date, ip, numeric
from iamlab.engine.patterns import Token, compile_parts
from iamlab.engine.policy.operators import Family, Relation

Comparer = Callable[[str], bool]
"""Whether a request's value matches; False for a value that cannot be read."""

TAKES_VARIABLES = frozenset({Family.STRING, Family.STRING_IGNORE_CASE, Family.STRING_LIKE, Family.ARN})
"""Families in whose values `${…}` is a variable (V2); for Bool AWS's pages disagree and it is not (O15)."""


def _plain(tokens: tuple[Token, ...]) -> str:
    return "".join(token if isinstance(token, str) else token.value for token in tokens)


def _equals(tokens: tuple[Token, ...], relation: Relation) -> Comparer:
    wanted = _plain(tokens)
    return lambda value: value == wanted


def _equals_ignoring_case(tokens: tuple[Token, ...], relation: Relation) -> Comparer:
    wanted = _plain(tokens).lower()
    return lambda value: value.lower() == wanted


def _like(tokens: tuple[Token, ...], relation: Relation) -> Comparer:
    return compile_parts(tokens).matches


def _arn(tokens: tuple[Token, ...], relation: Relation) -> Comparer:
    return arn.matcher(tokens)


def _bool(tokens: tuple[Token, ...], relation: Relation) -> Comparer:
    wanted = _plain(tokens).lower()
    return lambda value: wanted in ("true", "false") and value.lower() == wanted


_COMPARERS: dict[Family, Callable[[tuple[Token, ...], Relation], Comparer]] = {
    Family.STRING: _equals,
    Family.STRING_IGNORE_CASE: _equals_ignoring_case,
    Family.STRING_LIKE: _like,
    Family.ARN: _arn,
    Family.BOOL: _bool,
    Family.NUMERIC: lambda tokens, relation: numeric.matcher(_plain(tokens), relation),
    Family.DATE: lambda tokens, relation: date.matcher(_plain(tokens), relation),
    Family.IP: lambda tokens, relation: ip.matcher(_plain(tokens)),
    Family.BINARY: lambda tokens, relation: binary.matcher(_plain(tokens)),
}


def comparer(family: Family, relation: Relation, tokens: tuple[Token, ...]) -> Comparer:
    """The test for one written value; `Null` has none, it asks only whether the key exists (O19)."""
    return _COMPARERS[family](tokens, relation)


def readable(family: Family, text: str) -> bool:
    """Whether a text is a value of the family: a number, an instant, an address, … Strings always are."""
    checks: dict[Family, Callable[[str], bool]] = {
        Family.NUMERIC: lambda value: numeric.parse(value) is not None,
        Family.DATE: lambda value: date.parse(value) is not None,
        Family.BOOL: lambda value: value.lower() in ("true", "false"),
        Family.NULL: lambda value: value.lower() in ("true", "false"),
        Family.IP: lambda value: ip.parse_network(value) is not None,
        Family.BINARY: lambda value: binary.parse(value) is not None,
        Family.ARN: lambda value: value.count(":") >= 5,
    }
    return checks[family](text) if family in checks else True
