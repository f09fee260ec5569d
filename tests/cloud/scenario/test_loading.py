from datetime import UTC, datetime
from pathlib import Path

import pytest

from iamlab.cloud import Scenario, ScenarioProblem, ScenarioReading, case_for, load_scenario
from iamlab.cloud.unique_ids import unique_id
from tests.cloud.northwind import ANA

LESSON = (
    Path(__file__).parents[3] / "lessons" / "content" / "1-who-is-asking" / "4-what-is-an-iam-role" / "scenario.yaml"
)

FULL = """\
now: 2026-11-02T09:00:00+01:00
you: arn:aws:iam::111122223333:user/team/ana
accounts:
  "111122223333":
    name: dev
    managed_policies:
      shared:
        path: /team/
        document: |
          {"Version": "2012-10-17", "Statement": []}
      ceiling:
        document: '{"Version": "2012-10-17", "Statement": []}'
    groups:
      developers:
        path: /team/
        attached_policies: [arn:aws:iam::111122223333:policy/team/shared]
    users:
      ana:
        path: /team/
        groups: [developers]
        attached_policies:
          - arn:aws:iam::111122223333:policy/team/shared
        permissions_boundary: arn:aws:iam::111122223333:policy/ceiling
        tags: {team: analytics, empty: ""}
        inline_policies:
          own: |
            {"Version": "2012-10-17", "Statement": []}
    roles:
      builder:
        description: Builds.
        max_session_duration: 7200
        trust_policy: |
          {"Version": "2012-10-17", "Statement": []}
    buckets:
      artifacts:
        policy: '{"Version": "2012-10-17", "Statement": []}'
        tags: {env: dev}
  "012345678901":
    name: with a leading zero
requests:
  ana-lists:
    caller: arn:aws:iam::111122223333:user/team/ana
    action: s3:ListBucket
    resource: arn:aws:s3:::artifacts
    context:
      aws:SourceIp: 203.0.113.7
      aws:TagKeys: [a, b]
    expect: deny
  builder-makes-a-bucket:
    caller: arn:aws:sts::111122223333:assumed-role/builder/b1
    action: s3:CreateBucket
    resource: arn:aws:s3:::not-there-yet
"""


def loaded(text: str) -> Scenario:
    """The scenario of a text that has neither mistakes nor warnings."""
    reading = load_scenario(text, "scenario.yaml")
    assert reading.problems == reading.warnings == ()
    assert reading.scenario
    assert reading.cloud is reading.scenario.cloud
    return reading.scenario


def only_problem(text: str) -> ScenarioProblem:
    """The only problem of a text."""
    reading = load_scenario(text, "scenario.yaml")
    assert reading.scenario is reading.cloud is None
    (problem,) = reading.problems
    assert problem.hint
    return problem


def with_account(lines: str) -> str:
    """A scenario with one account that holds these lines."""
    indented = "\n".join(f"    {line}" for line in lines.splitlines())
    return f'accounts:\n  "111122223333":\n    name: dev\n{indented}\n'


def test_the_scenario_of_the_lesson_on_roles_is_in_order() -> None:
    scenario = loaded(LESSON.read_text(encoding="utf-8"))
    assert scenario.you == ANA
    assert [request.name for request in scenario.requests] == ["ana-reads-revenue", "session-reads-revenue"]


def test_everything_a_scenario_can_say_is_read() -> None:
    scenario = loaded(FULL)
    dev, other = scenario.cloud.accounts
    (ana,), (role,), (bucket,) = dev.users, dev.roles, dev.buckets
    assert scenario.cloud.now == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert (ana.path, ana.groups, ana.tags) == ("/team/", ("developers",), (("team", "analytics"), ("empty", "")))
    assert ana.attached_policies == dev.groups[0].attached_policies == ("arn:aws:iam::111122223333:policy/team/shared",)
    assert ana.permissions_boundary == "arn:aws:iam::111122223333:policy/ceiling"
    assert (role.description, role.max_session_duration) == ("Builds.", 7_200)
    assert (bucket.name, bucket.tags) == ("artifacts", (("env", "dev"),))
    assert other.id == "012345678901"
    assert [request.expect for request in scenario.requests] == ["deny", ""]
    assert scenario.requests[0].context == {"aws:SourceIp": ("203.0.113.7",), "aws:TagKeys": ("a", "b")}


def test_two_users_with_one_access_key_are_refused() -> None:
    keys = "  ana: {access_keys: {AKIAEXAMPLEEXAMPLE01: }}\n  ben: {access_keys: {AKIAEXAMPLEEXAMPLE01: inactive}}"
    problem = only_problem(with_account(f"users:\n{keys}"))
    assert problem.message == "another user has the access key `AKIAEXAMPLEEXAMPLE01`"
    assert problem.line == 6


@pytest.mark.parametrize("ben", ["{unique_id: AIDAEXAMPLEEXAMPLE001}", ""])
def test_a_unique_id_belongs_to_one_also_where_it_follows_from_the_name(ben: str) -> None:
    (account,) = loaded(with_account(f"users:\n  ben: {ben}")).cloud.accounts
    id = unique_id(account, account.users[0])
    users = f"users:\n  ana: {{unique_id: {id}}}\n  ben: {ben}"
    assert only_problem(with_account(users)).message == f"two users or two roles have the unique id `{id}`"


@pytest.mark.parametrize("id", ["AROAEXAMPLEEXAMPLE001", "AIDAEXAMPLEEXAMPLE01", "AIDAEXAMPLEEXAMPLE0001", "AIDA"])
def test_a_users_unique_id_is_written_as_aws_gives_it(id: str) -> None:
    problem = only_problem(with_account(f"users:\n  ana: {{unique_id: {id}}}"))
    assert problem.hint == "Write `AIDA` and 17 capital letters and digits, or leave it out."


def test_a_named_request_can_be_decided() -> None:
    scenario = loaded(FULL)
    asked = scenario.requests[0]
    assert case_for(scenario.cloud, asked.caller, asked.action, asked.resource, asked.context).case


def test_a_scenario_needs_no_more_than_an_account() -> None:
    scenario = loaded('accounts: {"111122223333": }')
    assert scenario.you is None
    assert scenario.requests == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the scenario has no `accounts`"),
        ("- a", 1, 1, "a scenario has to be names with values"),
        ("acounts: {}\naccounts: {}", 1, 1, "`acounts` is not a field of a scenario"),
        ("accounts: [a]", 1, 11, "`accounts` has to be names with values"),
        ("accounts: {}\nnow: [x]", 2, 6, "`now` has to be text"),
        ("accounts: {}\nnow: monday", 2, 6, "`monday` is not a moment"),
        ("accounts: {}\nnow: 2026-09-07T09:00:00", 2, 6, "`2026-09-07T09:00:00` is not a moment"),
        ("accounts: {}\nnow: 0001-01-01T00:00:00+14:00", 2, 6, "`0001-01-01T00:00:00+14:00` is not a moment"),
        ("accounts: {}\nnow: 2999-12-31T23:59:59-12:00", 2, 6, "`2999-12-31T23:59:59-12:00` is not a moment"),
        ("accounts: {}\nnow: 2000-01-01T00:00:00+23:59", 2, 6, "`2000-01-01T00:00:00+23:59` is not a moment"),
        ("accounts:\n  1111: {}", 2, 3, "`1111` is not an account id"),
        ('accounts: {}\nnow: "a\\0"', 2, 6, "an invisible character stands here: NUL (U+0000)"),
        (with_account("users: {a b: }"), 4, 13, "`a b` is not a name for one of `users`"),
        (with_account("users:\n  ana: \n  Ana:"), 6, 7, "`Ana` and `ana` differ in case only"),
        (with_account("buckets: {UPPER: }"), 4, 15, "`UPPER` is not a name for one of `buckets`"),
        (with_account("users: {ana: {path: team}}"), 4, 25, "`team` is not a path"),
        (with_account("users: {ana: {groups: [devs]}}"), 4, 28, "`devs` is not a group of this account"),
        (with_account("users: {ana: {groups: {a: b}}}"), 4, 27, "`groups` has to be a list"),
        (with_account("users: {ana: {groups: [[a]]}}"), 4, 28, "each of `groups` has to be text"),
        (with_account("users: {ana: {polices: {}}}"), 4, 19, "`polices` is not a field of user `ana`"),
        (with_account("users: {ana: {tags: {aws:x: y}}}"), 4, 26, "tag `aws:x` begins with `aws:`"),
        (with_account("users: {ana: {tags: {a: 1, A: 2}}}"), 4, 32, "tag `A` stands here twice"),
        (with_account("users: {ana: {tags: {'': 2}}}"), 4, 26, "tag `` is too long or empty"),
        (with_account("users: {ana: {tags: {a: '#'}}}"), 4, 26, "`#` holds a character that tags cannot have"),
        (with_account("users: {ana: {inline_policies: {p: []}}}"), 4, 40, "a policy has to be text"),
        (with_account("roles: {r: }"), 4, 13, "role `r` has no `trust_policy`"),
        (with_account("managed_policies: {p: }"), 4, 24, "managed policy `p` has no `document`"),
        ("accounts: {}\nyou: ana", 2, 6, "`ana` names nobody who could make a request"),
        ("accounts: {}\nrequests: {r: {}}", 2, 12, "request `r` has no `caller`"),
        ("a: &x 1\naccounts: {}", 1, 4, "the anchor `&x` is not read here"),
        ("accounts: !!map {}", 1, 11, "the tag `tag:yaml.org,2002:map` is not read here"),
        ("accounts: {}\naccounts: {}", 2, 1, "`accounts` stands here twice"),
        ("accounts: {}\n? [a]\n: b", 2, 3, "a name has to be text"),
        ("accounts: {}\n---\naccounts: {}", 2, 1, "a second document begins"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, line: int, column: int, message: str) -> None:
    reading = load_scenario(text, "scenario.yaml")
    assert reading.scenario is None
    first = reading.problems[0]
    assert (first.line, first.column, first.message) == (line, column, message)
    assert first.hint
    assert str(first) == f"scenario.yaml:{line}:{column}: {message}. {first.hint}"


def test_a_condition_key_stands_once_in_a_request_whatever_its_case() -> None:
    problems = load_scenario("accounts: {}\nrequests: {r: {context: {aws:x: a, AWS:X: b}}}", "scenario.yaml").problems
    assert "`AWS:X` and `aws:x` are one condition key" in [problem.message for problem in problems]


def test_near_names_are_offered() -> None:
    assert only_problem('account: {}\naccounts: {"111122223333": }').hint == "Did you mean `accounts`?"
    group = only_problem(with_account("groups: {devs: }\nusers: {ana: {groups: [dev]}}"))
    assert group.hint == "Did you mean `devs`?"


def test_a_policy_of_aws_can_be_attached_and_a_near_name_is_offered() -> None:
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    text = with_account(f"users: {{ana: {{attached_policies: [{arn}]}}}}")
    assert loaded(text).cloud.accounts[0].users[0].attached_policies == (arn,)
    assert only_problem(text.replace("ReadOnlyAccess", "ReadOnlyAcess")).hint == f"Did you mean `{arn}`?"


@pytest.mark.parametrize("seconds", ["3599", "43201", "an hour", "99999999999999999999"])
def test_a_role_has_a_maximum_session_duration_within_bounds(seconds: str) -> None:
    problem = only_problem(with_account(f"roles: {{r: {{trust_policy: '{{}}', max_session_duration: {seconds}}}}}"))
    assert problem.message == f"`{seconds}` is not a maximum session duration"


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = with_account("users: {a b: , ana: {path: x}}\nroles: {r: }") + "you: nobody\nnow: never\n"
    problems = load_scenario(text, "scenario.yaml").problems
    assert [problem.line for problem in problems] == [4, 4, 5, 6, 7]


def test_two_accounts_cannot_have_the_same_bucket() -> None:
    text = 'accounts:\n  "111122223333": {buckets: {reports: }}\n  "444455556666": {buckets: {reports: }}'
    assert only_problem(text).message == "two accounts have a bucket `reports`"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ("{caller: nobody, action: s3:Get, resource: '*'}", "`nobody` names nobody who could make a request"),
        (
            "{caller: 'arn:aws:sts::111122223333:assumed-role/r/s', action: s3:Get, resource: '*'}",
            "account 111122223333 has no role `r`",
        ),
        (
            "{caller: 'arn:aws:sts::999900001111:assumed-role/r/s', action: s3:Get, resource: '*'}",
            "there is no account `999900001111` here",
        ),
        ("{caller: 'arn:aws:iam::111122223333:root', action: read, resource: '*'}", "`read` is not one action"),
        (
            "{caller: 'arn:aws:iam::111122223333:root', action: s3:GetObject, resource: 'arn:aws:s3:::x'}",
            "there is no bucket `x` here",
        ),
        (
            "{caller: 'arn:aws:iam::111122223333:root', action: s3:ListAllMyBuckets, resource: '*', expect: denied}",
            "`denied` is not an expectation",
        ),
    ],
)
def test_a_request_that_nobody_could_make_is_a_mistake(request_: str, message: str) -> None:
    assert only_problem(f'accounts: {{"111122223333": }}\nrequests: {{first: {request_}}}').message == message


def test_a_policy_that_cannot_be_read_is_a_warning_with_its_place() -> None:
    text = with_account(
        'users:\n  ana:\n    inline_policies:\n      own: |\n        {\n          "Version": "2012"\n        }'
    )
    reading = load_scenario(text, "scenario.yaml")
    assert reading.scenario
    (warning,) = reading.warnings
    assert (warning.line, text.splitlines()[warning.line - 1][warning.column - 1 :]) == (9, '"2012"')


def test_a_policy_on_one_line_is_warned_about_where_it_begins() -> None:
    text = with_account("users: {ana: {inline_policies: {own: '{'}}}")
    (warning,) = load_scenario(text, "scenario.yaml").warnings
    assert (warning.line, warning.column) == (4, 42)


@pytest.mark.parametrize(
    "text",
    [
        "accounts: {",
        "accounts: }",
        "a:\n\tb: c",
        "accounts: 'x",
        "accounts: \x00",
        "accounts: \ud800",
        "[" * 100_000,
        "? " * 2_000,
        "- " * 5_000,
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "!!python/object/apply:os.system ['true']",
        "accounts: !<tag:yaml.org,2002:binary> aGk=",
        "%YAML 9.9\n---\na: b",
        "accounts: *nowhere",
        "x" * 1_000_001,
        "accounts: {? {a: b} : c}",
        "\ufeff\ufeff",
    ],
)
def test_a_hostile_text_is_refused_with_a_sentence(text: str) -> None:
    reading = load_scenario(text, "scenario.yaml")
    assert reading.scenario is None
    assert all(problem.message and problem.hint for problem in reading.problems)
    assert reading.problems


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("users:\n" + "".join(f"  u{n}: \n" for n in range(201)), "201 users and roles are too many"),
        ("buckets:\n" + "".join(f"  b-{n:03}: \n" for n in range(301)), "301 resources are too many"),
        (
            "managed_policies:\n" + "".join(f"  p{n}: {{document: '{{\"Statement\": []}}'}}\n" for n in range(301)),
            "301 policies are too many",
        ),
        ("users: {ana: {tags: {" + ", ".join(f"k{n}: v" for n in range(51)) + "}}}", "51 tags are too many"),
        (
            f"vpc_endpoints: {{vpce-0a1b2c3d: {{vpc: vpc-0a1b2c3d, service: s3, policy: {'x' * 131_073}}}}}",
            "this policy has 131073 characters; the limit is 131072",
        ),
    ],
)
def test_limits_are_named(lines: str, message: str) -> None:
    assert only_problem(with_account(lines)).message == message


def test_a_reading_without_a_scenario_has_no_cloud() -> None:
    assert ScenarioReading(None).cloud is None
