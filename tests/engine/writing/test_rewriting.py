"""The same policy laid out, or with its wildcards spelt out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine.catalog import expand_action
from iamlab.engine.writing import expand_wildcards, format_policy
from tests.engine.writing.written import statement


def test_a_policy_is_laid_out_two_spaces_a_level_and_short_parts_on_one_line() -> None:
    said = format_policy(statement('"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["s3:GetObject"]'))
    assert said.text == (
        '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n'
        '      "Principal": { "AWS": "111122223333" },\n      "Action": ["s3:GetObject"]\n    }\n  ]\n}'
    )
    assert said.said == "Laid out."
    assert format_policy(said.text).said == "It is laid out already."


@pytest.mark.parametrize("text", ["", "{", '{"a": 1,}', '{"a": 1, "a": 2}'])
def test_what_is_not_json_is_left_alone(text: str) -> None:
    said = format_policy(text)
    assert said.text == text
    assert "Mend the error first" in said.said


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES, st.booleans())
def test_laying_out_changes_no_value(value: object, escaped: bool) -> None:
    text = json.dumps(value, ensure_ascii=escaped)
    assert json.loads(format_policy(text).text) == value


def test_a_pattern_becomes_the_actions_that_it_covers() -> None:
    said = expand_wildcards(statement('"Action": "sqs:Get*"'))
    assert json.loads(said.text)["Statement"][0]["Action"] == list(expand_action("sqs:Get*"))
    assert said.said == "Wrote out 2 actions."


def test_in_a_list_each_action_gets_the_line_that_the_pattern_had() -> None:
    said = expand_wildcards('{"Statement": [{"Action": [\n    "s3:GetObject",\n    "sqs:Get*"\n]}]}')
    assert '    "s3:GetObject",\n    "sqs:GetQueueAttributes",\n    "sqs:GetQueueUrl"\n' in said.text


def test_with_a_caret_only_the_pattern_there_is_spelt_out() -> None:
    text = statement('"Action": ["sqs:Get*", "sns:Get*"]')
    said = expand_wildcards(text, text.index("sqs:"))
    assert "sns:Get*" in said.text
    assert "sqs:Get*" not in said.text


@pytest.mark.parametrize("pattern", ["*", "ec2:*", "nothing:Get*"])
def test_what_covers_too_much_or_nothing_is_left_and_named(pattern: str) -> None:
    text = statement(f'"Action": "{pattern}"')
    said = expand_wildcards(text)
    assert said.text == text
    assert f"`{pattern}`" in said.said


def test_what_many_patterns_cover_is_written_out_bit_by_bit() -> None:
    text = json.dumps({"Statement": [{"Action": ["sqs:Get*"] * 301}]})
    first = expand_wildcards(text)
    assert first.said == (
        "Wrote out 600 actions. Press again for 1 pattern more: at most 600 actions are written at once."
    )
    assert json.loads(first.text)["Statement"][0]["Action"][-2:] == ["sqs:GetQueueUrl", "sqs:Get*"]
    second = expand_wildcards(first.text)
    assert second.said == "Wrote out 2 actions."
    assert "sqs:Get*" not in second.text


def test_wildcards_of_resources_are_no_matter_of_actions() -> None:
    text = statement('"Action": "s3:GetObject", "Resource": "*"')
    assert expand_wildcards(text).said == "No action here has a wildcard."
