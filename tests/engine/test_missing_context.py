"""Which keys would change the decision if somebody told them: `missing_context`."""

from typing import Any

import pytest

from iamlab.engine import answer, read_case

ALICE = "arn:aws:iam::111111111111:user/alice"
REQUEST = {"principal": ALICE, "action": "s3:GetObject", "resource": "arn:aws:s3:::bk/red/k"}


def missing(condition: dict[str, Any], *, resource: str = "*", effect: str = "Allow", **request: Any) -> list[str]:
    statement = {"Effect": effect, "Action": "s3:*", "Resource": resource, "Condition": condition}
    statements = [statement] if effect == "Allow" else [{"Effect": "Allow", "Action": "*", "Resource": "*"}, statement]
    document = {"Version": "2012-10-17", "Statement": statements}
    case = {"request": REQUEST | request, "identity_policies": [{"name": "p", "document": document}]}
    found = answer(read_case(case))["missing_context"]
    assert isinstance(found, list)
    return [str(key) for key in found]


MATTERS: dict[str, Any] = {
    "an address": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    "an address inside one range and outside another": {
        "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
        "NotIpAddress": {"aws:SourceIp": ["203.0.113.0/25", "203.0.113.128/26"]},
    },
    "a text": {"StringEquals": {"aws:UserAgent": "cli"}},
    "a text that matches two patterns": {
        "StringLike": {"aws:UserAgent": "a*"},
        "StringLikeIfExists": {"aws:UserAgent": "*b"},
    },
    "a text that matches one pattern and not the other": {
        "StringLike": {"aws:UserAgent": "team-*"},
        "StringNotLike": {"aws:UserAgent": ["team-a*", "team-b*"]},
    },
    "a text in any case": {"StringEqualsIgnoreCase": {"aws:UserAgent": "CLI"}},
    "an ARN": {"ArnLike": {"aws:SourceVpcArn": "arn:aws:ec2:*:111111111111:vpc/*"}},
    "a number between two": {"NumericGreaterThan": {"s3:max-keys": "5"}, "NumericLessThan": {"s3:max-keys": "5.5"}},
    "a date": {"DateLessThan": {"s3:object-lock-retain-until-date": "2026-01-01T00:00:00Z"}},
    "true or false": {"Bool": {"s3:InventoryAccessibleOptionalFields": "true"}},
    "bytes": {"BinaryEquals": {"custom:blob": "aGk="}},
    "whether it is there": {"Null": {"aws:ResourceTag/team": "false"}},
    "several values": {
        "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]},
        "ForAnyValue:StringEquals": {"aws:TagKeys": "a"},
    },
    "two values at once": {
        "ForAnyValue:StringEquals": {"aws:TagKeys": "a"},
        "ForAnyValue:StringLike": {"aws:TagKeys": "b*"},
    },
    "three values at once": {
        "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b", "c", "d"]},
        "ForAnyValue:StringEquals": {"aws:TagKeys": "a"},
        "ForAnyValue:StringLike": {"aws:TagKeys": "b*"},
        "ForAnyValue:StringEqualsIgnoreCase": {"aws:TagKeys": "c"},
    },
    "several values of which none may be listed": {
        "ForAnyValue:StringEquals": {"aws:TagKeys": "a"},
        "ForAnyValue:StringLike": {"aws:TagKeys": "b*"},
        "ForAnyValue:StringEqualsIgnoreCase": {"aws:TagKeys": "c"},
        "ForAllValues:StringNotEquals": {"aws:TagKeys": "~"},
        "ForAllValues:StringNotLike": {"aws:TagKeys": ["d", "?d", "x*"]},
    },
    "two values without a set prefix": {
        "StringEquals": {"aws:TagKeys": "a"},
        "StringLike": {"aws:TagKeys": "b"},
        "StringNotEquals": {"aws:TagKeys": "c"},
    },
    "a variable": {"StringEquals": {"aws:username": "${aws:ResourceTag/owner}"}},
    "a variable inside a pattern": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/${aws:ResourceTag/owner}"}},
}
"""Conditions on one unknown key; the key is the one that no rule fills in."""


@pytest.mark.parametrize("name", MATTERS)
def test_a_key_that_could_allow_is_named(name: str) -> None:
    assert len(missing(MATTERS[name])) == 1


def test_a_variable_in_a_resource_is_named_as_written() -> None:
    condition = {"Bool": {"aws:SecureTransport": "true"}}
    assert missing(condition, resource="arn:aws:s3:::bk/${aws:PrincipalTag/Team}/*") == ["aws:PrincipalTag/Team"]
    assert missing(condition, resource="arn:aws:s3:::other/${aws:PrincipalTag/Team}/*") == []


def test_a_key_that_could_deny_is_named() -> None:
    assert missing({"StringEquals": {"aws:UserAgent": "old"}}, effect="Deny") == ["aws:UserAgent"]


def denies(*conditions: dict[str, Any]) -> list[str]:
    """What is missing where everything is allowed and each condition denies."""
    statements: list[dict[str, Any]] = [{"Effect": "Allow", "Action": "*", "Resource": "*"}]
    statements += [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": each} for each in conditions]
    document = {"Version": "2012-10-17", "Statement": statements}
    case = {"request": REQUEST, "identity_policies": [{"name": "p", "document": document}]}
    found = answer(read_case(case))["missing_context"]
    assert isinstance(found, list)
    return [str(key) for key in found]


@pytest.mark.parametrize("many", [3, 12])
def test_tags_that_are_all_required_and_no_others_are_found_together(many: int) -> None:
    """O30 to O32, O40: one Deny for each tag that is not there, and one for any other tag."""
    names = [f"tag-{number}" for number in range(many)]
    required: list[dict[str, Any]] = [{"ForAllValues:StringNotEquals": {"aws:TagKeys": name}} for name in names]
    assert denies(*required, {"ForAnyValue:StringNotEquals": {"aws:TagKeys": names}}) == ["aws:TagKeys"]
    short_of_one = {"ForAnyValue:StringNotEquals": {"aws:TagKeys": names[1:]}}
    assert denies(*required, short_of_one) == []


def test_several_limits_on_a_list_are_kept_together() -> None:
    """O30 to O32: two required tags, and two Deny statements that each leave some values out."""
    required: list[dict[str, Any]] = [{"ForAllValues:StringNotEquals": {"aws:TagKeys": name}} for name in "ab"]
    limits = {"ForAnyValue:StringLike": {"aws:TagKeys": "c*"}}, {"ForAnyValue:StringNotLike": {"aws:TagKeys": "?"}}
    assert denies(*required, *limits) == ["aws:TagKeys"]


IRRELEVANT: dict[str, Any] = {
    "no value can help": {"StringEquals": {"aws:UserAgent": "a"}, "StringNotEquals": {"aws:UserAgent": "a"}},
    "another condition fails anyway": {
        "StringEquals": {"aws:UserAgent": "a"},
        "Bool": {"aws:SecureTransport": "false"},
    },
    "it would take two keys": {"StringEquals": {"aws:UserAgent": "a", "aws:Referer": "b"}},
    "known to be absent": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    "filled in": {"StringEquals": {"aws:username": "bob"}},
    "the answer is the same with and without": {"StringEqualsIfExists": {"aws:PrincipalAccount": "111111111111"}},
}


@pytest.mark.parametrize("name", IRRELEVANT)
def test_a_key_that_changes_nothing_is_not_named(name: str) -> None:
    assert missing(IRRELEVANT[name]) == []


def test_given_and_removed_keys_are_not_missing() -> None:
    condition = {"StringEquals": {"aws:UserAgent": "cli"}}
    assert missing(condition, context={"aws:UserAgent": "other"}) == []
    assert missing(condition, context={"aws:UserAgent": None}) == []


def test_statements_about_other_actions_are_not_consulted() -> None:
    condition = {"StringEquals": {"aws:UserAgent": "cli"}}
    assert missing(condition, action="ec2:RunInstances") == []


def test_keys_are_sorted_by_name() -> None:
    condition = {
        "StringLikeIfExists": {"aws:UserAgent": "a*"},
        "StringNotEquals": {"aws:Referer": "x", "S3:prefix": "y"},
    }
    assert missing(condition) == ["S3:prefix", "aws:UserAgent", "aws:referer"]


def test_keys_are_named_in_aws_spelling_and_tag_keys_as_written() -> None:
    assert missing({"StringEquals": {"AWS:SOURCEVPCE": "vpce-1"}}) == ["aws:SourceVpce"]
    assert missing({"StringEquals": {"AWS:resourcetag/Team": "red"}}) == ["aws:ResourceTag/Team"]


def test_what_no_request_could_fill_in_is_not_missing() -> None:
    condition = {"Bool": {"aws:SecureTransport": "true"}}
    for variable in ("${ aws:ResourceTag/team }", "${aws:TagKeys}", "${}"):
        assert missing(condition, resource=f"arn:aws:s3:::bk/{variable}/k") == []


def test_the_age_of_mfa_is_missing_where_mfa_is_told() -> None:
    condition = {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}
    assert missing(condition, context={"aws:MultiFactorAuthPresent": True}) == ["aws:MultiFactorAuthAge"]
    assert missing(condition) == []


SOLVED = {
    "a literal character and a variable": ("arn:aws:s3:::${*}${aws:ResourceTag/team}", "arn:aws:s3:::*red", True),
    "a variable twice": ("arn:aws:s3:::${aws:ResourceTag/team}-${aws:ResourceTag/team}", "arn:aws:s3:::a-a", True),
    "a variable that cannot be the same twice": (
        "arn:aws:s3:::${aws:ResourceTag/team}-${aws:ResourceTag/team}", "arn:aws:s3:::a-b", False
    ),
    "another unknown variable beside it": (
        "arn:aws:s3:::${aws:ResourceTag/team}${aws:ResourceTag/stage}", "arn:aws:s3:::ab", False
    ),
    "text around it that differs": ("arn:aws:s3:::${aws:ResourceTag/team}-logs", "arn:aws:s3:::red-data", False),
    "a pattern too long to solve": (
        "arn:aws:s3:::" + "*" * 600 + "${aws:ResourceTag/team}", "arn:aws:s3:::red", False
    ),
}  # fmt: skip
"""A resource pattern, the resource asked for, and whether a team can be found with which the pattern covers it."""


@pytest.mark.parametrize("name", SOLVED)
def test_a_variable_of_a_resource_matters_if_a_value_for_it_can_be_found(name: str) -> None:
    pattern, resource, found = SOLVED[name]
    statement = {"Effect": "Allow", "Action": "*", "Resource": pattern}
    document = {"Version": "2012-10-17", "Statement": statement}
    request = REQUEST | {"resource": resource}
    case = read_case({"request": request, "identity_policies": [{"name": "p", "document": document}]})
    assert answer(case)["missing_context"] == (["aws:ResourceTag/team"] if found else [])
