"""What checking a policy finds: one row for each check in `grammar.json`."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine import PolicyKind, check_policy

ROWS = json.loads(Path(__file__).with_name("grammar.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["title"] for row in ROWS])
def test_a_check_finds_what_is_wrong_and_nothing_else(row: dict) -> None:
    found = check_policy(json.dumps(row["policy"]), PolicyKind(row["kind"]))
    assert [[each.code, each.finding_type, each.path] for each in found] == row["findings"]


@pytest.mark.parametrize("row", [row for row in ROWS if row["findings"]], ids=lambda row: row["title"])
def test_every_finding_has_a_place_a_sentence_and_help(row: dict) -> None:
    text = json.dumps(row["policy"], indent=2)
    for found in check_policy(text, PolicyKind(row["kind"])):
        assert found.span is not None
        assert text[found.span.start.offset : found.span.end.offset].strip()
        assert not found.message.endswith(".")
        assert found.help.endswith(".") or found.help.endswith("`.")


def marked(policy: dict, kind: PolicyKind) -> list[str]:
    text = json.dumps(policy)
    spans = [found.span for found in check_policy(text, kind)]
    return [text[span.start.offset : span.end.offset] for span in spans if span]


def test_an_element_that_does_not_belong_is_marked_by_its_name() -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Resource": "*"}
    assert marked({"Version": "2012-10-17", "Statement": [statement]}, PolicyKind.TRUST) == ['"Resource"']


def test_a_wrong_value_is_marked_itself() -> None:
    statement = {"Effect": "Allow", "Action": ["s3:GetObject", "ListBucket"], "Resource": ["*", "my-bucket"]}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    assert marked(policy, PolicyKind.IDENTITY) == ['"ListBucket"', '"my-bucket"']


def test_a_repeated_sid_points_to_the_first() -> None:
    text = (
        '{"Version": "2012-10-17", "Statement": [\n'
        '  {"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"},\n'
        '  {"Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}\n'
        "]}"
    )
    (found,) = check_policy(text, PolicyKind.IDENTITY)
    assert found.span is not None
    assert (found.span.start.line, [span.start.line for span in found.related]) == (3, [2])


def test_a_duplicate_key_is_refused_while_reading() -> None:
    text = '{"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Action": "s3:Put*", "Resource": "*"}}'
    (found,) = check_policy(text, PolicyKind.IDENTITY)
    assert "Action" in found.message
    assert found.finding_type == "ERROR"


def test_findings_come_in_the_order_of_the_text() -> None:
    statement = {"Resource": "my-bucket", "Action": "ListBucket", "Effect": "Allow", "Sid": "a b"}
    assert marked({"Statement": [statement], "Version": "2012-10-17"}, PolicyKind.IDENTITY) == [
        '"my-bucket"', '"ListBucket"', '"a b"',
    ]  # fmt: skip


def policy_with(sid: str) -> str:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, ensure_ascii=False)


def test_iam_takes_latin_letters_only() -> None:
    text = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Ж★Ж\u200b", "Resource": "*"}}'
    found = [each for each in check_policy(text, PolicyKind.IDENTITY) if each.code == "UNSUPPORTED_CHARACTER"]
    assert [each.message for each in found] == [
        "IAM does not take `Ж` (U+0416) in a policy",
        "IAM does not take `★` (U+2605) in a policy",
        "IAM does not take the character U+200B in a policy",
    ]
    assert found[0].span is not None
    assert found[0].span.start.offset == text.index("Ж")


def test_other_services_have_characters_of_their_own() -> None:
    assert check_policy(policy_with("Ж"), PolicyKind.RESOURCE) == ()


@given(st.text(max_size=40), st.sampled_from(PolicyKind))
def test_checking_never_fails_on_any_text(text: str, kind: PolicyKind) -> None:
    assert check_policy(text, kind)
