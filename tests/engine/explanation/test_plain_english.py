"""Statements read aloud: the lines are in `plain_english.json`."""

import json
from pathlib import Path

import pytest

from iamlab.engine import PolicyKind, parse_policy, plain_english

READ_ALOUD = json.loads(Path(__file__).with_name("plain_english.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", READ_ALOUD, ids=[case["says"] for case in READ_ALOUD])
def test_a_statement_reads_as_one_line_of_plain_english(case: dict) -> None:
    policy = {"Version": case.get("version", "2012-10-17"), "Statement": [case["statement"]]}
    document = parse_policy(policy, PolicyKind(case.get("kind", "identity"))).document
    assert document is not None
    assert plain_english(document.statements[0], document) == case["says"]


def test_at_least_thirty_statements_are_read() -> None:
    assert len(READ_ALOUD) >= 30
