from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from iamlab.cloud import (
    Account,
    Bucket,
    Cloud,
    InlinePolicy,
    NamedRequest,
    Role,
    Scenario,
    User,
    assume_role,
    dump_scenario,
    load_scenario,
)
from tests.cloud.northwind import ANA, DEV, READER, northwind
from tests.cloud.scenario.test_loading import FULL, LESSON


def read_back(scenario: Scenario) -> Scenario:
    """The scenario that its own file gives."""
    reading = load_scenario(dump_scenario(scenario), "scenario.yaml")
    assert reading.problems == ()
    assert reading.scenario
    return reading.scenario


@pytest.mark.parametrize("text", [FULL, LESSON.read_text(encoding="utf-8"), "accounts: {}"])
def test_a_scenario_written_and_read_again_is_the_same(text: str) -> None:
    scenario = load_scenario(text, "scenario.yaml").scenario
    assert scenario
    assert read_back(scenario) == scenario


def test_policies_are_written_as_blocks() -> None:
    scenario = load_scenario(LESSON.read_text(encoding="utf-8"), "scenario.yaml").scenario
    assert scenario
    written = dump_scenario(scenario)
    assert "          ana-dev: |\n            {\n" in written
    assert '"111122223333":' in written or "'111122223333':" in written


def test_any_yaml_reader_gets_texts() -> None:
    read = yaml.safe_load(dump_scenario(Scenario(Cloud((Account("012345678901", "yes"),)))))
    assert read["accounts"] == {"012345678901": {"name": "yes"}}


def test_sessions_are_no_part_of_a_scenario() -> None:
    before = northwind()
    after = assume_role(before, ANA, READER, "ana").cloud
    assert read_back(Scenario(after)) == Scenario(before)


POLICY_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TAG_TEXTS = st.text("abc XYZ09_.:/=+-@", max_size=12)
NAMES = st.from_regex(r"[\w+=,.@-]{1,12}", fullmatch=True).filter(str.isascii)


@example(policy="a\r\nb", trust="\x85", description="\u2028 \n", tag="", name="x")
@example(policy=" a \n\n b\n\n", trust="\ta\nb", description="\n", tag="", name="x")
@given(policy=POLICY_TEXTS, trust=POLICY_TEXTS, description=POLICY_TEXTS, tag=TAG_TEXTS, name=NAMES)
def test_every_text_survives_being_written(policy: str, trust: str, description: str, tag: str, name: str) -> None:
    role = Role(name, trust, description=description, tags=((f"k{tag}", tag),))
    user = User(name, inline_policies=(InlinePolicy(name, policy),), tags=((f"k{tag}", tag),))
    account = Account(DEV, description, users=(user,), roles=(role,), buckets=(Bucket("reports", policy),))
    assert read_back(Scenario(Cloud((account,)))).cloud.accounts == (account,)


CONTEXTS = st.dictionaries(POLICY_TEXTS.filter(bool), st.lists(POLICY_TEXTS).map(tuple))


@given(CONTEXTS.filter(lambda context: len({key.lower() for key in context}) == len(context)))
def test_every_context_survives_being_written(context: dict[str, tuple[str, ...]]) -> None:
    request = NamedRequest("first", ANA, "s3:ListAllMyBuckets", "*", context)
    scenario = Scenario(northwind(), ANA, (request, replace(request, name="second")), "Northwind: a start")
    assert read_back(scenario) == scenario
