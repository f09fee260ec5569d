"""Sentences about the parts of one statement: elements, conditions and the values written in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from iamlab.engine.arn import parse_arn
from iamlab.engine.explanation.naming import Names
from iamlab.engine.explanation.phrases import quoted
from iamlab.engine.patterns import compile_glob, nearest_failure
from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.policy.operators import Family, Quantifier, Relation, parse_operator
from iamlab.engine.request.context import KeyState
from iamlab.engine.trace import ConditionTrace, ElementKind, ElementTrace, PatternTrace, Reason

_NEARNESS = (
    Reason.NOT_AN_ARN,
    Reason.NO_SERVICE_PREFIX,
    Reason.OTHER_SERVICE,
    Reason.OTHER_PARTITION,
    Reason.OTHER_REGION,
    Reason.OTHER_ACCOUNT,
    Reason.OTHER_RESOURCE_TYPE,
    Reason.OTHER_BUCKET,
    Reason.OTHER_ACTION,
    Reason.OTHER_PRINCIPAL,
    Reason.OTHER_RESOURCE,
    Reason.OTHER_OBJECT,
    Reason.BUCKET_NOT_OBJECTS,
    Reason.OBJECTS_NOT_BUCKET,
    Reason.OTHER_SESSION,
    Reason.OTHER_CASE,
    Reason.UNRESOLVED_VARIABLE,
)
"""How far a comparison got before it failed: the later in the list, the nearer."""

_HINTS = (Reason.UNRESOLVED_VARIABLE, Reason.VALUE_UNREADABLE, Reason.VALUE_DIFFERS_IN_CASE, Reason.WILDCARD_IS_LITERAL)
_LIKE = {"StringEquals": "StringLike", "StringNotEquals": "StringNotLike"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about one part of a statement: the sentence, its reason in a few words, and the value to mark."""

    sentence: str
    note: str
    pattern: PatternTrace | None


def nearest(patterns: Sequence[PatternTrace], asked: str) -> PatternTrace | None:
    """What matched, else what came nearest; None of an empty list."""
    if not patterns:
        return None
    return next((pattern for pattern in patterns if pattern.matches), None) or max(
        patterns, key=lambda pattern: _nearness(pattern, asked)
    )


def _nearness(pattern: PatternTrace, asked: str) -> tuple[int, int]:
    rank = _NEARNESS.index(pattern.reason) if pattern.reason in _NEARNESS else len(_NEARNESS)
    return rank, nearest_failure(compile_glob(pattern.resolved), asked)


def written(pattern: PatternTrace) -> str:
    """A value as written, with what its variables stand for here."""
    if pattern.resolved == pattern.text or pattern.unresolved_keys:
        return quoted(pattern.text)
    return f"{quoted(pattern.text)} ({quoted(pattern.resolved)})"


def why(names: Names, pattern: PatternTrace, asked: str, place: str) -> str:
    """The reason of one comparison in a few words, with the value asked for."""
    arn = parse_arn(asked)
    bucket, _, key = arn.resource.partition("/") if arn else ("", "", "")
    word = names.wording.word
    if any(names.request.context.get(key) for key in pattern.unresolved_keys):
        place = "list"
    values = {
        "asked": quoted(asked),
        "action": quoted(names.request.action),
        "service": word(names.request.service if place == ElementKind.ACTION else arn.service if arn else ""),
        "partition": word(arn.partition if arn else ""),
        "region": word(arn.region if arn else ""),
        "account": word(arn.account if arn else names.request.principal.account or ""),
        "bucket": word(bucket),
        "object": word(key),
        "variable": names.wording.any_of([key or pattern.text for key in pattern.unresolved_keys]),
    }
    return names.wording.because(pattern.reason, place, **values)


def element(names: Names, trace: ElementTrace, policy: PolicyDocument) -> Remark:
    """Principal, Action or Resource of a statement against the request."""
    pattern = nearest(trace.patterns, trace.asked)
    note = why(names, pattern, trace.asked, trace.kind) if pattern else ""
    sentence = names.wording.sentence(
        names.wording.placed(trace.reason, *_element_places(trace, pattern)),
        name=trace.name,
        written=written(pattern) if pattern else "",
        asked=quoted(trace.asked),
        count=str(len(trace.patterns) + trace.left_out),
        why=note,
    )
    return Remark(_with_hint(sentence, _plain_variable(names, trace.patterns, policy)), note, pattern)


def _element_places(trace: ElementTrace, pattern: PatternTrace | None) -> list[str]:
    """Which variants of a phrase fit an element, most particular first."""
    negated = ["negated"] if trace.name.startswith("Not") else []
    if pattern and pattern.reason is Reason.MATCHES_EVERYTHING:
        return [*negated, "everything"]
    if pattern and pattern.reason is Reason.MATCHES:
        return [*negated, "exact"]
    several = ["several"] if len(trace.patterns) + trace.left_out > 1 else []
    return [*negated, *several, trace.kind]


def condition(names: Names, trace: ConditionTrace, policy: PolicyDocument) -> Remark:
    """One operator and key of a Condition block against the request's context."""
    pattern = nearest(trace.patterns, trace.asked[0] if trace.asked else "")
    wording = names.wording
    sentence = wording.sentence(
        wording.placed(trace.reason, *_condition_places(trace)),
        key=quoted(trace.key),
        operator=quoted(trace.operator),
        asked=wording.all_of(trace.asked),
        written=_values(names, trace),
        holds=wording.say("holds" if trace.holds else "fails"),
    )
    hint = _plain_variable(names, trace.patterns, policy) or _hint(names, trace)
    return Remark(_with_hint(sentence, hint), condition_note(names, trace), pattern)


def _condition_places(trace: ConditionTrace) -> list[str]:
    """Which variants of a phrase fit a condition, most particular first."""
    variants = _variants(trace)
    if trace.state is KeyState.PRESENT:
        return variants
    return [*(f"{variant}_{trace.state}" for variant in variants), trace.state.value, *variants]


def _variants(trace: ConditionTrace) -> list[str]:
    operator = parse_operator(trace.operator)
    wanted = {pattern.text.lower() for pattern in trace.patterns}
    if operator and operator.quantifier:
        return ["any" if operator.quantifier is Quantifier.ANY else "all", "quantified"]
    if operator and operator.family is Family.NULL and wanted in ({"true"}, {"false"}):
        return ["wants_missing" if wanted == {"true"} else "wants_present"]
    return ["negated"] if operator and operator.negated else []


def condition_note(names: Names, trace: ConditionTrace) -> str:
    """What the request has, in a few words for the margin."""
    key = quoted(trace.key)
    if trace.asked:
        return names.wording.say("condition.present", key=key, asked=names.wording.all_of(trace.asked))
    return names.wording.say("condition.unknown" if trace.state is KeyState.UNKNOWN else "key_missing", key=key)


def _values(names: Names, trace: ConditionTrace) -> str:
    """The values that a condition lists, with "less than" or the like where it does not ask for equal ones."""
    values = names.wording.joined([written(pattern) for pattern in trace.patterns], "or")
    operator = parse_operator(trace.operator)
    if operator is None or operator.relation is Relation.EQUAL:
        return values
    date = ".date" if operator.family is Family.DATE else ""
    return names.wording.say(f"relation.{operator.relation}{date}", written=values)


def _with_hint(sentence: str, hint: str) -> str:
    return f"{sentence} {hint}" if hint else sentence


def _plain_variable(names: Names, patterns: Sequence[PatternTrace], policy: PolicyDocument) -> str:
    """What to say of `${…}` in an old language version, where it stands for nothing (V1)."""
    plain = not policy.has_variables and any("${" in pattern.text for pattern in patterns)
    return names.wording.say("hint.plain_variable") if plain else ""


def _hint(names: Names, trace: ConditionTrace) -> str:
    """What explains a value that looks as if it should have matched."""
    for reason in _HINTS:
        pattern = next((each for each in trace.patterns if each.reason is reason), None)
        if pattern and trace.asked:
            like = quoted(_LIKE.get(trace.operator.rpartition(":")[2].removesuffix("IfExists"), "StringLike"))
            operator = quoted(trace.operator)
            return names.wording.sentence(f"hint.{reason}", written=written(pattern), operator=operator, like=like)
    return ""
