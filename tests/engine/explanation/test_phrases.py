"""The phrase table: complete, and replaceable by another language's."""

import json
from pathlib import Path
from string import Formatter

import pytest

from iamlab.engine import ENGLISH, GateKind, GateOutcome, Reason, evaluate, explain, explain_text, read_case

from .building import decide

CASES = [
    case
    for file in sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_phrase(reason: Reason) -> None:
    assert ENGLISH[reason]


def test_every_variant_of_a_phrase_belongs_to_one_that_exists() -> None:
    general = {key.partition("@")[0] for key in ENGLISH if "@" in key}
    assert general <= set(ENGLISH)


def test_every_gate_and_outcome_has_its_words() -> None:
    assert {f"gate.name.{kind}" for kind in GateKind} <= set(ENGLISH)
    assert {f"gate.{outcome}" for outcome in GateOutcome} <= set(ENGLISH)


def test_another_language_is_another_table() -> None:
    shouted = {key: phrase if "{" in phrase else phrase.upper() for key, phrase in ENGLISH.items()}
    explanation = explain(decide(), {**shouted, "implicit_deny@identity.none": "Abgelehnt: {holder}."})
    assert explanation.sentence == "Abgelehnt: `ana`."
    assert [gate.word for gate in explanation.gates][:2] == ["NOT APPLICABLE", "NOT APPLICABLE"]


def test_a_table_with_a_gap_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        explain(decide(), {})


def test_phrases_name_their_values() -> None:
    fields = {name for phrase in ENGLISH.values() for _, name, _, _ in Formatter().parse(phrase) if name is not None}
    assert "" not in fields
    assert not any(name.isdigit() for name in fields)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_case_is_explained_in_whole_sentences(case: dict) -> None:
    evaluation = evaluate(read_case(case))
    explanation = explain(evaluation)
    keys = [step.key for step in explanation.story]
    assert len(set(keys)) == len(keys)
    said = [explanation.sentence, *explanation.blockers, *(step.sentence for step in explanation.story)]
    said += [gate.sentence for gate in explanation.gates] + [miss.sentence for miss in explanation.near_misses]
    for sentence in said:
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0] == "`"
        assert "``" not in sentence
        assert "  " not in sentence
    assert explanation.sentence in explain_text(evaluation)
    assert len(explanation.blockers) == len(evaluation.in_the_way)
    if explanation.message:
        assert explanation.message.endswith(explanation.message_reason)
