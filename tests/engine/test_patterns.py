import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine.patterns import ANY_ONE, ANY_RUN, compile_glob, compile_parts, nearest_failure, split_wildcards

TEXTS = st.text("ab/", max_size=8)
PATTERNS = st.text("ab/*?", max_size=8)


def matches_naively(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return matches_naively(pattern[1:], text) or (text != "" and matches_naively(pattern, text[1:]))
    return text != "" and pattern[0] in ("?", text[0]) and matches_naively(pattern[1:], text[1:])


@given(PATTERNS, TEXTS)
def test_a_glob_matches_as_its_definition_says(pattern: str, text: str) -> None:
    assert compile_glob(pattern).matches(text) is matches_naively(pattern, text)


@given(st.text().filter(lambda text: "*" not in text and "?" not in text), st.text())
def test_a_pattern_without_wildcards_matches_itself_only(pattern: str, other: str) -> None:
    assert compile_glob(pattern).matches(pattern)
    assert compile_glob(pattern).matches(other) is (pattern == other)


@pytest.mark.parametrize(
    ("key", "covered"),
    [
        ("B/1/test/object.jpg", True),
        ("B/1/2/test/object.jpg", True),
        ("B/1/2/test/3/object.jpg", True),
        ("B/1///test///object.jpg", True),
        ("B/1/test/.jpg", True),
        ("B//test/object.jpg", True),
        ("B/1/test/", True),
        ("B/1-test/object.jpg", False),
        ("B/test/object.jpg", False),
        ("B/1/2/test.jpg", False),
    ],
)
def test_the_worked_examples_of_the_resource_page_hold(key: str, covered: bool) -> None:
    """M11."""
    assert compile_glob("arn:aws:s3:::B/*/test/*").matches(f"arn:aws:s3:::{key}") is covered


@pytest.mark.parametrize("pattern", ["s3:get*", "S3:Get*", "s3:GetObject", "*:getobject", "s3:?etobject", "s3:*tOb*"])
def test_case_is_ignored_on_request_only(pattern: str) -> None:
    assert compile_glob(pattern, ignore_case=True).matches("S3:GETOBJECT")
    assert not compile_glob(pattern).matches("S3:GETOBJECT")


def test_a_run_may_be_empty_and_crosses_lines() -> None:
    assert compile_glob("a*b").matches("ab")
    assert compile_glob("a*b?").matches("a\n\nb\n")


def test_prefix_and_suffix_do_not_overlap() -> None:
    assert not compile_glob("aba*aba").matches("aba")
    assert not compile_glob("ab*a*ba").matches("abba")


@pytest.mark.parametrize("text", ["a*c", "a?c"])
def test_a_literal_wildcard_matches_itself_only(text: str) -> None:
    """V7, V8."""
    glob = compile_parts(["a", text[1], "c"])
    assert glob.matches(text)
    assert not glob.matches("abc")


def test_literal_and_active_wildcards_stand_side_by_side() -> None:
    """V7."""
    glob = compile_parts([ANY_RUN, "*", ANY_ONE])
    assert glob.matches("ab*c")
    assert not glob.matches("abc")


def test_parts_that_mean_the_same_make_equal_globs() -> None:
    assert compile_parts(["a", "", "b", ANY_RUN, ANY_RUN]) == compile_glob("ab*")
    assert compile_parts(["AB"], ignore_case=True) == compile_glob("ab", ignore_case=True)
    assert compile_parts(["AB"]) != compile_parts(["ab"], ignore_case=True)


def test_a_pattern_splits_into_literals_and_wildcards() -> None:
    assert list(split_wildcards("a*bc??")) == ["a", ANY_RUN, "bc", ANY_ONE, ANY_ONE]


@given(PATTERNS)
def test_a_glob_is_written_like_its_pattern(pattern: str) -> None:
    while "**" in pattern:
        pattern = pattern.replace("**", "*")
    assert str(compile_glob(pattern)) == pattern


@pytest.mark.parametrize("pattern", ["*a" * 2_500, "*a?" * 1_600 + "b", "?*a" * 1_600, "*" + "a" * 2_500 + "b*"])
def test_many_wildcards_against_a_long_text_are_decided(pattern: str) -> None:
    text = "a" * 5_000
    assert compile_glob(pattern).matches(text) is ("b" not in pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "reach"),
    [
        ("s3:Get*", "s3:PutObject", 3),
        ("s3:Get*", "s3:GetObject", 12),
        ("reports/*.csv", "reports/q1.pdf", 14),
        ("abc", "abcd", 3),
        ("abc", "ab", 2),
        ("", "x", 0),
        ("a?c*", "abd", 2),
    ],
)
def test_the_reach_of_a_pattern_is_the_text_that_it_could_begin_with(pattern: str, text: str, reach: int) -> None:
    assert nearest_failure(compile_glob(pattern), text) == reach


def test_the_reach_ignores_case_where_the_pattern_does() -> None:
    assert nearest_failure(compile_glob("S3:get*", ignore_case=True), "s3:GetObject") == 12
