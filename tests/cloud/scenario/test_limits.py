"""What becomes of a scenario file with more in it, or more wrong with it, than anybody would read."""

import pytest

from iamlab.cloud import ScenarioReading, load_scenario
from tests.cloud.scenario.test_loading import only_problem, with_account

POLICY = '{"Version": "2012-10-17", "Statement": []}'


def many(count: int, line: str) -> str:
    """A line so many times; `#` in it stands for a number, which begins at one."""
    return "\n".join(line.replace("#", str(number + 1)) for number in range(count))


def read(text: str) -> ScenarioReading:
    return load_scenario(text, "scenario.yaml")


ACCOUNTS = "accounts:\n" + "\n".join(f'  "{number:012}": {{}}' for number in range(101))
ORGANIZATION = 'organization:\n  id: o-northwind1\n  management_account: "111122223333"\n'
REQUEST = "  r#: {caller: anonymous, action: s3:GetObject, resource: '*'}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ACCOUNTS, "101 accounts are too many"),
        (with_account("users:\n" + many(150, "  u#:") + "\nroles:\n" + many(51, "  r#:")), "201 users and roles"),
        (with_account("groups:\n" + many(301, "  g#:")), "301 groups are too many"),
        (with_account("buckets:\n" + many(50_000, "  b#:")), "values"),
        (with_account("buckets:\n" + many(301, "  b-#:")), "301 resources are too many"),
        (with_account("vpc_endpoints:\n" + many(101, "  e#:")), "101 VPC endpoints are too many"),
        (with_account("saml_providers:\n" + many(301, "  s#:")), "301 instance profiles and identity providers"),
        (with_account("users:\n  ana:\n    inline_policies:\n" + many(301, "      p#:")), "301 policies are too many"),
        (
            with_account("managed_policies:\n  p:\n    other_versions:\n" + many(1_201, "      v#:")),
            "1201 versions of policies are too many",
        ),
        (with_account("users:") + "requests:\n" + many(301, REQUEST), "301 requests are too many"),
        (with_account("users:") + ORGANIZATION + "  units:\n" + many(101, "    u#:"), "101 units are too many"),
    ],
)
def test_a_file_that_holds_too_much_is_refused_for_that_alone(text: str, message: str) -> None:
    assert message in only_problem(text).message


def test_of_a_file_full_of_mistakes_the_first_hundred_are_told_and_that_there_are_more() -> None:
    problems = read(with_account(many(40_000, "usersx#: 1"))).problems
    assert len(problems) == 101
    assert problems[-1].message == "there are more problems than these 100"
    assert "Mend these first" in problems[-1].hint


def test_what_was_meant_is_looked_for_in_the_first_problems_only() -> None:
    attached = many(60, "      - arn:aws:iam::aws:policy/AmazonS3FullAcces")
    hints = [each.hint for each in read(with_account(f"users:\n  ana:\n    attached_policies:\n{attached}")).problems]
    guessed = [hint for hint in hints if "arn:aws:iam::aws:policy/AmazonS3FullAccess" in hint]
    assert len(hints) == 60
    assert guessed == hints[:20]


def test_a_hint_lists_so_many_names_as_somebody_would_read() -> None:
    groups = "groups:\n" + many(200, "  group-#:")
    problem = only_problem(with_account(f"{groups}\nusers: {{ana: {{groups: [nobody]}}}}"))
    assert problem.hint.endswith("group-20 and 180 more.")


def test_of_policies_that_nobody_can_read_a_hundred_remarks_are_kept() -> None:
    policies = many(290, f"      p#: '{POLICY[:-1]}'")
    reading = read(with_account(f"roles:\n  builder:\n    trust_policy: '{POLICY}'\n    inline_policies:\n{policies}"))
    assert len(reading.warnings) == 101
    assert reading.warnings[-1].message == "there are more remarks about policies than these 100"
