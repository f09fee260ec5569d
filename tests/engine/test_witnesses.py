from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine.patterns import ANY_ONE, ANY_RUN, Glob, compile_glob, compile_parts
from iamlab.engine.witnesses import witnesses

PATTERNS = st.lists(st.text("ab*?", max_size=4), max_size=3)


def combination(globs: list[Glob], text: str) -> tuple[bool, ...]:
    return tuple(glob.matches(text) for glob in globs)


@given(PATTERNS, st.booleans())
def test_every_reachable_combination_has_exactly_one_witness(patterns: list[str], ignore_case: bool) -> None:
    globs = [compile_glob(pattern, ignore_case=ignore_case and index == 0) for index, pattern in enumerate(patterns)]
    found = [combination(globs, text) for text in witnesses(globs)]
    assert len(found) == len(set(found))
    short_texts = ("".join(letters) for length in range(5) for letters in product("abBc", repeat=length))
    assert {combination(globs, text) for text in short_texts} <= set(found)


def test_a_witness_is_as_short_as_can_be() -> None:
    assert witnesses([compile_glob("arn:aws:s3:::*")]) == ("x", "arn:aws:s3:::")


def test_one_text_is_enough_where_there_is_nothing_to_tell_apart() -> None:
    assert witnesses([]) == ("x",)
    assert witnesses([compile_glob("*")]) == ("x",)


def test_the_empty_text_comes_last_and_only_where_it_is_needed() -> None:
    assert witnesses([compile_glob("")]) == ("x", "")
    assert witnesses([compile_glob("?*")]) == ("x", "")


def test_upper_and_lower_case_are_told_apart_where_a_pattern_does() -> None:
    assert set(witnesses([compile_glob("a"), compile_glob("A", ignore_case=True)])) == {"x", "a", "A"}


def test_the_fresh_character_is_in_no_pattern() -> None:
    glob = compile_glob("x*", ignore_case=True)
    assert [glob.matches(text) for text in witnesses([glob])] == [False, True]


def test_literal_wildcards_are_characters_like_others() -> None:
    assert witnesses([compile_parts([ANY_ONE, "*", ANY_RUN]), compile_parts(["?", ANY_RUN])]) == ("x", "?", "x*", "?*")


def test_the_number_of_witnesses_is_limited() -> None:
    globs = [compile_glob(f"*{letter}*") for letter in "abcdefghij"]
    assert len(witnesses(globs)) == 256
    assert len(witnesses(globs, limit=3)) == 3


@pytest.mark.parametrize("pattern", ["*a?" * 500, "?*ab" * 500])
def test_the_search_ends_on_patterns_with_very_many_states(pattern: str) -> None:
    assert "x" in witnesses([compile_glob(pattern), compile_glob(f"*{pattern[::-1]}")])
