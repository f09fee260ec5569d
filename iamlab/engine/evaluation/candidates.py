"""Values worth trying for a key that the request does not tell: enough to reach every outcome its conditions can
have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from ipaddress import ip_address
from itertools import chain, combinations, islice, pairwise

from iamlab.engine.conditions import date, ip, numeric
from iamlab.engine.conditions.clause import ClauseMatcher
from iamlab.engine.patterns import ANY_RUN, Glob, Token, compile_parts
from iamlab.engine.policy.operators import Family, Quantifier
from iamlab.engine.request.context import RequestContext
from iamlab.engine.request.keys import MULTIVALUED
from iamlab.engine.trace import GateKind
from iamlab.engine.variables import Part, Resolved, Variable, parse_template, tokens_of
from iamlab.engine.witnesses import witnesses

FRESH = "~"
"""A value that no policy mentions."""

_LONGEST_SOLVED = 512
_MOST_AGREEMENTS = 200
_MOST_SOLUTIONS = 60


@dataclass(slots=True)
class Uses:
    """How the policies of a case use one unknown key."""

    clauses: list[ClauseMatcher] = field(default_factory=list)
    solved_by: list[tuple[str, str]] = field(default_factory=list)
    """Templates with the key as a variable, each with a text of the request that it has to match."""
    read_by: set[GateKind] = field(default_factory=set)
    """The gates whose policies read the key."""


def candidate_values(
    key: str, uses: Uses, context: RequestContext, max_steps: int
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Values to try for the key, each with whether it is a list; `max_steps` limits the search for witnesses."""
    singles = list(dict.fromkeys([FRESH, *_singles(key, uses, context, max_steps)]))
    yield from (((value,), False) for value in singles)
    quantified = any(clause.clause.operator.quantifier for clause in uses.clauses)
    if key in MULTIVALUED or (quantified and not key.startswith("aws:")):
        yield from ((values, True) for values in _lists(key, singles, uses.clauses, context))


def _lists(
    key: str, singles: Iterable[str], clauses: Iterable[ClauseMatcher], context: RequestContext
) -> Iterator[tuple[str, ...]]:
    """Lists of several values: one for each way in which clauses can stand to a list, up to a limit.

    To each clause belong the values of which a list may only consist if all of them are to match, or none. Where some
    clauses agree on such a list, the longest one will do: more values only give the other clauses more to match. Of
    values that no clause tells apart one is enough.
    """
    asked = [clause for clause in clauses if clause.clause.operator.family is not Family.NULL]
    fits: dict[tuple[bool, ...], str] = {}
    for value in singles:
        alone = context.with_values(key, (value,), listed=True)
        fits.setdefault(tuple(clause.holds(alone) is _asks_for_all(clause) for clause in asked), value)
    everything = frozenset(fits.values())
    groups = list(dict.fromkeys(frozenset(fits[fit] for fit in fits if fit[index]) for index in range(len(asked))))
    agreements = chain.from_iterable(combinations(groups, size) for size in range(1, len(groups)))
    lists = [everything.intersection(*some) for some in chain([(), groups], islice(agreements, _MOST_AGREEMENTS))]
    for chosen in dict.fromkeys(lists):
        if chosen:
            yield tuple(value for value in fits.values() if value in chosen)


def _asks_for_all(clause: ClauseMatcher) -> bool:
    """Whether the clause asks something of every value: also a negated one without a set prefix (O36)."""
    operator = clause.clause.operator
    return operator.negated if operator.quantifier is None else operator.quantifier is Quantifier.ALL


def _singles(key: str, uses: Uses, context: RequestContext, max_steps: int) -> Iterator[str]:
    globs: list[Glob] = []
    texts: dict[Family, list[str]] = defaultdict(list)
    for clause in uses.clauses:
        family = clause.clause.operator.family
        resolved = (clause.resolved(value, context) for value in clause.clause.values)
        known = [value for value in resolved if value.tokens is not None]
        globs += _globs(family, known)
        texts[family] += [value.plain for value in known]
    for family, written in texts.items():
        yield from _from_family(family, written)
    yield from witnesses(globs, max_steps=max_steps)
    for template, text in uses.solved_by:
        yield from solutions(template, key, text, context)


def _globs(family: Family, known: list[Resolved]) -> list[Glob]:
    """The values of text operators as patterns, so that one value can be found for each way in which they can match."""
    match family:
        case Family.STRING:
            return [compile_parts([value.plain]) for value in known]
        case Family.STRING_IGNORE_CASE:
            return [compile_parts([value.plain], ignore_case=True) for value in known]
        case Family.STRING_LIKE | Family.ARN:
            return [compile_parts(value.tokens or ()) for value in known]
    return []


def _from_family(family: Family, texts: list[str]) -> Iterator[str]:
    match family:
        case Family.STRING_LIKE | Family.ARN:
            yield from map(_instance, texts)
        case Family.NUMERIC:
            yield from _around(map(numeric.parse, texts))
        case Family.DATE:
            yield from _around(map(date.parse, texts))
        case Family.BOOL:
            yield from ("true", "false")
        case Family.BINARY:
            yield from texts
        case Family.IP:
            yield from _addresses([network for text in texts if (network := ip.parse_network(text))])


def _instance(pattern: str) -> str:
    """A plain text that a pattern covers, most of the time."""
    return pattern.replace("*", "x").replace("?", "x")


def _around(numbers: Iterable[object]) -> Iterator[str]:
    """The written numbers, one less, one more, and what lies between two neighbours."""
    known = sorted({Decimal(str(_decimal(number))) for number in numbers if number is not None})
    for number in known:
        yield from (f"{number:f}", f"{number - 1:f}", f"{number + 1:f}")
    for low, high in pairwise(known):
        yield f"{(low + high) / 2:f}"


def _decimal(number: object) -> str:
    if isinstance(number, Fraction):
        return str(Decimal(number.numerator) / Decimal(number.denominator))
    return str(number)


def _addresses(networks: list[ip.Network]) -> Iterator[str]:
    """The ends of every range and the addresses beside them: one for each part that the ranges cut the addresses
    into.
    """
    for network in networks:
        first, last = int(network.network_address), int(network.broadcast_address)
        kind = type(network.network_address)
        for number in (first, last, first - 1, last + 1):
            if 0 <= number < 2**network.max_prefixlen:
                yield str(kind(number))
    if networks:
        yield from (str(ip_address("192.0.2.1")), str(ip_address("2001:db8::1")))


def solutions(template: str, key: str, text: str, context: RequestContext) -> Iterator[str]:
    """Values of a variable of a template with which it could cover a text: whatever fits between what stands around
    it.
    """
    if max(len(template), len(text)) > _LONGEST_SOLVED:
        return
    parts = parse_template(template)
    first = next(index for index, part in enumerate(parts) if isinstance(part, Variable) and part.key == key)
    before = _glob_of(parts[:first], key, context)
    after = _glob_of(parts[first + 1 :], key, context)
    if before is None or after is None:
        return
    starts = [place for place in range(len(text)) if before.matches(text[:place])]
    ends = [place for place in range(1, len(text) + 1) if after.matches(text[place:])]
    pairs = ((start, end) for start in starts for end in ends if start < end)
    yield from (text[start:end] for start, end in islice(pairs, _MOST_SOLUTIONS))


def _glob_of(parts: Sequence[Part], key: str, context: RequestContext) -> Glob | None:
    """Parts of a template as a pattern in which the variable itself may be anything; None if another key is missing."""
    tokens: list[Token] = []
    for part in parts:
        if isinstance(part, Variable) and part.key == key:
            tokens.append(ANY_RUN)
            continue
        found = tokens_of(part, context)
        if found is None:
            return None
        tokens += found
    return compile_parts(tokens)
