import json
from pathlib import Path

import pytest
import yaml

from iamlab.cloud import dump_scenario, load_scenario
from iamlab.cloud.scenario import schema
from tests.cloud.scenario.json_schema import mistakes
from tests.cloud.scenario.test_loading import FULL, LESSON
from tests.cloud.test_identities import SCENARIO as IDENTITIES
from tests.cloud.test_organization import SCENARIO as ORGANIZATION
from tests.cloud.test_resources import SCENARIO as RESOURCES

PUBLISHED = Path(schema.__file__).with_name("scenario.schema.json")
SCENARIOS = [FULL, LESSON.read_text(encoding="utf-8"), IDENTITIES, ORGANIZATION, RESOURCES]


class _Loader(yaml.SafeLoader):
    """Reads YAML as editors do, which know no dates."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def found(text: str) -> list[str]:
    """What the published schema says against a scenario file."""
    loaded = yaml.load(text, _Loader)  # noqa: S506
    return list(mistakes(json.loads(PUBLISHED.read_text(encoding="utf-8")), loaded))


def test_the_published_schema_is_the_one_that_the_fields_give() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema.published()


@pytest.mark.parametrize("text", SCENARIOS)
def test_every_scenario_that_can_be_read_fits_and_so_does_what_is_written(text: str) -> None:
    assert found(text) == []
    scenario = load_scenario(text, "scenario.yaml").scenario
    assert scenario
    assert found(dump_scenario(scenario)) == []


@pytest.mark.parametrize(
    ("text", "was", "becomes", "mistake"),
    [
        (FULL, "accounts:", "acounts:", ": no accounts"),
        (FULL, "description: Builds.", "descripton: x", ".accounts.111122223333.roles.builder.descripton: unknown"),
        (FULL, "max_session_duration: 7200", "max_session_duration: 72000",
         ".accounts.111122223333.roles.builder.max_session_duration: range"),
        (FULL, "path: /team/", "path: team", ".accounts.111122223333.users.ana.path: pattern"),
        (ORGANIZATION, "id: o-northwind1", "id: northwind", ".organization.id: pattern"),
        (RESOURCES, "i-0123456789abcdef0: {tags", "web1: {tags", ".accounts.444455556666.instances.web1: unknown"),
        (IDENTITIES, "EXAMPLE: inactive", "EXAMPLE: gone",
         ".accounts.111122223333.users.ana.access_keys.AKIAI44QH8DHBEXAMPLE: enum"),
    ],
)  # fmt: skip
def test_a_mistake_does_not_fit(text: str, was: str, becomes: str, mistake: str) -> None:
    assert mistake in found(text.replace(was, becomes))
