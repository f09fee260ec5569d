"""Patterns that meet, and patterns that cover each other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine.lint.overlap import covers, overlap, redundant
from iamlab.engine.patterns import compile_glob

PATTERNS = st.text("ab*?", max_size=5)
TEXTS = st.text("ab", max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("table/*", "table/orders", True),
        ("table/*/index/*", "table/*", True),
        ("*", "", True),
        ("a*", "*b", True),
        ("a?", "ab*", True),
        ("a", "b", False),
        ("table/*", "orders", False),
        ("a?", "a", False),
    ],
)
def test_patterns_meet_where_one_text_matches_both(one: str, other: str, meet: bool) -> None:
    assert overlap(one, other) is meet
    assert overlap(other, one) is meet


@given(PATTERNS, PATTERNS, TEXTS)
def test_patterns_that_both_match_a_text_meet(one: str, other: str, text: str) -> None:
    if compile_glob(one).matches(text) and compile_glob(other).matches(text):
        assert overlap(one, other)


@given(PATTERNS, TEXTS)
def test_a_text_meets_a_pattern_that_matches_it_and_no_other(pattern: str, text: str) -> None:
    written = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert overlap(pattern, text) is (re.fullmatch(written, text) is not None)


@given(PATTERNS, PATTERNS, TEXTS)
def test_a_pattern_that_covers_another_matches_all_that_it_matches(pattern: str, other: str, text: str) -> None:
    if covers(pattern, other) and compile_glob(other).matches(text):
        assert compile_glob(pattern).matches(text)


def redundant_ones(*patterns: str) -> list[tuple[str, str]]:
    places = [(str(index), text) for index, text in enumerate(patterns)]
    return [(text, other) for _, text, _, other in redundant(places, ignore_case=True)]


def test_the_narrower_pattern_is_redundant_and_of_equal_ones_the_second() -> None:
    assert redundant_ones("s3:Get*", "s3:GetObject", "ec2:Get*") == [("s3:GetObject", "s3:Get*")]
    assert redundant_ones("s3:GetObject", "S3:getobject") == [("S3:getobject", "s3:GetObject")]
    assert redundant_ones("s3:GetObject", "*") == [("s3:GetObject", "*")]
    assert redundant_ones("s3:GetObject", "s3:PutObject") == []
