"""What the elements and conditions of a statement say about a request."""

from typing import Any

import pytest

from iamlab.engine import Step, StepKind

from .building import ANA, OBJECT, SESSION, allow, explained, policy


def said(statement: dict[str, Any], **more: Any) -> Step:
    """The last step about a lone identity statement: the element that failed, or the statement."""
    kinds = (StepKind.ELEMENT, StepKind.CONDITION, StepKind.STATEMENT)
    steps = [step for step in explained(policy("p", statement), **more).story if step.kind in kinds]
    return steps[-1]


RESOURCES = [
    ("arn:aws:s3:::logs/*", "Resource `arn:aws:s3:::logs/*` does not match: other bucket, `reports`."),
    ("arn:aws:s3:::reports/a/*", "Resource `arn:aws:s3:::reports/a/*` does not match: other object, `q1.csv`."),
    (
        "arn:aws:s3:::reports",
        "Resource `arn:aws:s3:::reports` does not match: it names the bucket, and the request is about an object in "
        "it.",
    ),
    (
        "arn:aws:s3:::Reports/*",
        f"Resource `arn:aws:s3:::Reports/*` does not match: upper and lower case differ from `{OBJECT}`.",
    ),
    ("arn:aws:sqs:*:*:*", "Resource `arn:aws:sqs:*:*:*` does not match: other service, `s3`."),
    ("arn:aws-cn:s3:::reports/*", "Resource `arn:aws-cn:s3:::reports/*` does not match: other partition, `aws`."),
    (
        "arn:aws:s3:eu-west-1::reports/*",
        "Resource `arn:aws:s3:eu-west-1::reports/*` does not match: other Region, none.",
    ),
    (
        "arn:aws:s3::111122223333:reports/*",
        "Resource `arn:aws:s3::111122223333:reports/*` does not match: other account, none.",
    ),
    ("reports/*", "Resource `reports/*` does not match: it is no ARN."),
    (
        "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*",
        "Resource `arn:aws:s3:::reports/${aws:PrincipalTag/team}/*` does not match: the request has no value for "
        "`aws:principaltag/team`.",
    ),
    (
        "arn:aws:s3:::${aws:username}/*",
        "Resource `arn:aws:s3:::${aws:username}/*` (`arn:aws:s3:::ana/*`) does not match: other bucket, `reports`.",
    ),
    (
        ["arn:aws:sqs:*:*:*", "arn:aws:s3:::reports/q2.csv", "arn:aws:s3:::logs/*"],
        f"Resource: none of 3 values matches `{OBJECT}`; the nearest is `arn:aws:s3:::reports/q2.csv`: other object, "
        "`q1.csv`.",
    ),
    ([], "Resource is an empty list, which matches nothing."),
]


@pytest.mark.parametrize(("resource", "sentence"), RESOURCES)
def test_a_resource_that_does_not_match_says_why(resource: str | list[str], sentence: str) -> None:
    step = said(allow(resource=resource))
    assert step.sentence == sentence
    assert (step.asked, step.asked_part, step.state) == (OBJECT, "resource", "implicit")


@pytest.mark.parametrize(
    ("variable", "reason"),
    [
        ("${custom:team}", "the request has a list for `custom:team`, and a variable stands for one value."),
        ("${custom:other}", "the request has no value for `custom:other`."),
        ("${}", "the request has no value for `arn:aws:s3:::reports/${}`."),
    ],
)
def test_a_variable_that_stands_for_nothing_says_why(variable: str, reason: str) -> None:
    """V5, V9."""
    pattern = f"arn:aws:s3:::reports/{variable}"
    step = said(allow(resource=pattern), request={"context": {"custom:team": ["q1.csv"]}})
    assert step.sentence == f"Resource `{pattern}` does not match: {reason}"


ACTIONS = [
    ("s3:PutObject", "Action `s3:PutObject` does not match: other action, `s3:GetObject`."),
    ("ec2:*", "Action `ec2:*` does not match: other service, `s3`."),
    ("GetObject", "Action `GetObject` does not match: no service prefix, so it names no action."),
    (["ec2:*", "s3:Put*"], "Action: none of 2 values matches `s3:GetObject`; the nearest is `s3:Put*`: other action, "),
]


@pytest.mark.parametrize(("action", "sentence"), ACTIONS)
def test_an_action_that_does_not_match_says_why(action: str | list[str], sentence: str) -> None:
    assert said(allow(action)).sentence.startswith(sentence)


NEGATED = [
    (
        {"NotAction": "s3:*", "Resource": "*"},
        "NotAction lists `s3:*`, which covers `s3:GetObject`: the statement is about everything else.",
    ),
    ({"NotAction": "ec2:*", "Resource": "*"}, "Statement 1 applies: it allows."),
    (
        {"Action": "*", "NotResource": "*"},
        f"NotResource lists `*`, which covers `{OBJECT}`: the statement is about everything else.",
    ),
]


@pytest.mark.parametrize(("elements", "sentence"), NEGATED)
def test_a_negated_element_says_what_it_leaves(elements: dict[str, Any], sentence: str) -> None:
    assert said({"Effect": "Allow", **elements}).sentence == sentence


def test_an_empty_negated_list_leaves_nothing_out() -> None:
    story = explained(policy("p", {"Effect": "Allow", "NotAction": [], "Resource": "*"})).story
    step = next(step for step in story if step.key == "identity/p/0/action")
    assert step.sentence == "NotAction is an empty list: it leaves nothing out, so the statement covers `s3:GetObject`."


def test_a_statement_without_resource_is_about_none() -> None:
    assert said({"Effect": "Allow", "Action": "*"}).sentence == (
        "No `Resource` is written, so the statement is about no resource."
    )


def test_a_type_of_resource_that_differs_is_named() -> None:
    step = said(allow("iam:*", "arn:aws:iam::111122223333:role/*"), action="iam:GetUser", resource=ANA)
    assert (
        step.sentence == f"Resource `arn:aws:iam::111122223333:role/*` does not match: other type of resource, `{ANA}`."
    )


CONDITIONS = [
    (
        {"StringEquals": {"aws:PrincipalTag/team": "Red"}},
        {"aws:PrincipalTag/team": "red"},
        "`aws:PrincipalTag/team` is `red`, and `StringEquals` asks for `Red`: the condition fails. Upper and lower "
        "case differ.",
    ),
    (
        {"StringEquals": {"aws:PrincipalTag/team": "r*"}},
        {"aws:PrincipalTag/team": "red"},
        "`aws:PrincipalTag/team` is `red`, and `StringEquals` asks for `r*`: the condition fails. `StringEquals` takes "
        "`r*` letter by letter; use `StringLike` for wildcards.",
    ),
    (
        {"NumericLessThan": {"s3:max-keys": "ten"}},
        {"s3:max-keys": "5"},
        "`s3:max-keys` is `5`, and `NumericLessThan` asks for less than `ten`: the condition fails. `ten` is not a "
        "value that `NumericLessThan` can read.",
    ),
    (
        {"StringEquals": {"aws:PrincipalTag/team": "${aws:RequestTag/team}"}},
        {"aws:PrincipalTag/team": "red"},
        "`aws:PrincipalTag/team` is `red`, and `StringEquals` asks for `${aws:RequestTag/team}`: the condition fails. "
        "`${aws:RequestTag/team}` has no single value in this request.",
    ),
    (
        {"StringEquals": {"aws:PrincipalTag/team": list("abcdefg")}},
        {"aws:PrincipalTag/team": "red"},
        "`aws:PrincipalTag/team` is `red`, and `StringEquals` asks for `a`, `b`, `c`, `d` or 3 others: the "
        "condition fails.",
    ),
    (
        {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
        {},
        "The request does not tell `aws:SourceIp`, and `IpAddress` needs it to be `203.0.113.0/24`: the "
        "condition fails.",
    ),
    (
        {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        {},
        "The request carries no `aws:MultiFactorAuthPresent`, and `Bool` needs it to be `true`: the condition fails.",
    ),
    (
        {"Null": {"aws:SourceIp": ["true", "maybe"]}},
        {"aws:SourceIp": "203.0.113.9"},
        "The request has `aws:SourceIp`, and `Null` `true` or `maybe` asks whether it is missing: the condition fails.",
    ),
    (
        {"Null": {"aws:SourceIp": "false"}},
        {},
        "The request does not tell `aws:SourceIp`, and `Null` `false` asks for one that has it: the condition fails.",
    ),
    (
        {"Null": {"aws:username": "true"}},
        {},
        "The request has `aws:username`, and `Null` `true` asks for one without it: the condition fails.",
    ),
    (
        {"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}},
        {},
        "The request does not tell `aws:TagKeys`, and `ForAnyValue:StringEquals` needs at least one value: the "
        "condition fails.",
    ),
    (
        {"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}},
        {"aws:TagKeys": []},
        "The request has no values of `aws:TagKeys`, and `ForAnyValue:StringEquals` needs at least one: the condition "
        "fails.",
    ),
    (
        {"Null": {"aws:SourceIp": "maybe"}},
        {},
        "The request has no `aws:SourceIp`, and `Null` `maybe` asks whether it is missing: the condition fails.",
    ),
]


@pytest.mark.parametrize(("condition", "context", "sentence"), CONDITIONS)
def test_a_condition_that_fails_says_both_values(
    condition: dict[str, Any], context: dict[str, Any], sentence: str
) -> None:
    assert said(allow(Condition=condition), request={"context": context}).sentence == sentence


HOLDING_WITHOUT_A_VALUE = [
    (
        {"StringNotEquals": {"aws:SourceIdentity": "ben"}},
        "The request carries no `aws:SourceIdentity`, so it is not `ben`: `StringNotEquals` holds.",
        "allow",
    ),
    (
        {"StringNotEquals": {"aws:PrincipalTag/team": "red"}},
        "The request does not tell `aws:PrincipalTag/team`; without a value it is not `red`: `StringNotEquals` holds.",
        "context",
    ),
    (
        {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
        "The request carries no `aws:MultiFactorAuthPresent`, and `BoolIfExists` holds for a missing key.",
        "allow",
    ),
    (
        {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}},
        "The request does not tell `aws:TagKeys`: `ForAllValues:StringEquals` holds for an empty set.",
        "context",
    ),
    (
        {"Null": {"aws:SourceIp": "true"}},
        "The request does not tell `aws:SourceIp`; without a value `Null` `true` holds.",
        "context",
    ),
]


@pytest.mark.parametrize(("condition", "sentence", "state"), HOLDING_WITHOUT_A_VALUE)
def test_a_condition_that_holds_without_a_value_says_so(condition: dict[str, Any], sentence: str, state: str) -> None:
    story = explained(policy("p", allow(Condition=condition))).story
    step = next(step for step in story if step.kind is StepKind.CONDITION)
    assert (step.sentence, step.state) == (sentence, state)


def test_an_untold_key_is_marked_as_needing_context() -> None:
    step = said(allow(Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))
    assert (step.state, step.asked_part, step.note) == (
        "context",
        "context:aws:SourceIp",
        "the request does not tell `aws:SourceIp`",
    )


def test_an_old_version_makes_a_variable_plain_text() -> None:
    statement = allow(resource="arn:aws:s3:::reports/${aws:username}/*")
    story = explained(policy("p", statement, version="2008-10-17")).story
    step = next(step for step in story if step.key == "identity/p/0/resource")
    assert step.sentence.endswith("`${…}` stands for itself here: the `Version` of the policy is not `2012-10-17`.")


PRINCIPALS = [
    (ANA, {"AWS": "arn:aws:iam::111122223333:group/devs"}, "a group is never a principal"),
    (ANA, {"AWS": "arn:aws:iam::111122223333:user/*"}, "a wildcard inside a principal covers nobody"),
    (ANA, {"AWS": "444455556666"}, "other account than the caller's, `111122223333`"),
    (ANA, {"AWS": "arn:aws-cn:iam::111122223333:root"}, "other partition, `aws`"),
    (ANA, {"Service": "ec2.amazonaws.com"}, "it names a service, and no service makes this call"),
    (ANA, {"Federated": "accounts.google.com"}, "it names an identity provider, and the caller does not come from one"),
    (
        SESSION,
        {"AWS": "arn:aws:sts::111122223333:assumed-role/report-reader/ben"},
        f"other session of the same role, `{SESSION}`",
    ),
]


@pytest.mark.parametrize(("principal", "named", "why"), PRINCIPALS)
def test_a_principal_that_is_not_named_says_why(principal: str, named: dict[str, str], why: str) -> None:
    bucket = policy("bucket", allow(resource=OBJECT, Principal=named))
    story = explained(principal=principal, resource_policy=bucket).story
    step = next(step for step in story if step.key == "resource/bucket/0/principal")
    assert step.sentence == f"Principal `{next(iter(named.values()))}` does not match: {why}."
    assert step.note == why


def test_the_doubts_of_a_condition_come_with_its_step() -> None:
    statement = allow(Condition={"StringEquals": {"aws:TagKeys": "a"}})
    story = explained(policy("p", statement), request={"context": {"aws:TagKeys": ["a", "b"]}}).story
    assert next(step for step in story if step.kind is StepKind.CONDITION).doubts == ("O36",)
