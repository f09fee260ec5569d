"""Looking rules up."""

import pytest

from iamlab.engine import all_rules, rule


def test_a_rule_has_text_sources_and_what_is_in_doubt() -> None:
    found = rule("O36")
    assert found.id == "O36"
    assert found.text.endswith(".")
    assert all(source.title and source.url.startswith("https://") for source in found.sources)
    assert found.doubt.startswith("What happens without one is not documented")


def test_most_rules_are_beyond_doubt() -> None:
    assert rule("G1").doubt == ""


def test_rules_come_in_the_order_of_their_file() -> None:
    assert list(all_rules())[:3] == ["G1", "G2", "G3"]


def test_an_unknown_rule_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        rule("Z99")
