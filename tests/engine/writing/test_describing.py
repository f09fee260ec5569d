"""What a word of a policy means."""

import pytest

from tests.engine.writing.written import explained, statement


@pytest.mark.parametrize(
    ("written", "title", "says"),
    [
        ('{"Vers|ion": "2012-10-17"}', "Version", "version of the policy language"),
        (statement('"Eff|ect": "Deny"'), "Effect", "no default"),
        (statement('"Effect": "De|ny"'), "Deny", "whatever else allows it"),
        (statement('"Action": "s3:GetO|bject"'), "s3:GetObject", "Access level: Read"),
        (statement('"Action": "s3:GetO|bject"'), "s3:GetObject", "Resources: accesspointobject, object."),
        (statement('"Action": "sts:GetCallerId|entity"'), "sts:GetCallerIdentity", "write `*`"),
        (statement('"Action": "sqs:Get*|"'), "sqs:Get*", "Covers 2 actions: GetQueueAttributes, GetQueueUrl"),
        (statement('"Resource": "arn:aws:s3:::rep|*"'), "arn:aws:s3:::rep*", "Covers here: arn:aws:s3:::reports"),
        (statement('"Resource": "arn:aws:s3:::log|s"'), "arn:aws:s3:::logs", "none of the resources"),
        (statement('"Condition": {"String|Like": {}}'), "StringLike", "wildcards"),
        (statement('"Condition": {"ForAllValues:String|Equals": {}}'), "ForAllValues:StringEquals", "key is missing"),
        (statement('"Condition": {"Bool": {"aws:Secure|Transport": "true"}}'), "aws:SecureTransport", "Type: Bool"),
        (statement('"Condition": {"StringEquals": {"aws:Tag|Keys": "a"}}'), "aws:TagKeys", "several values"),
    ],
)
def test_a_word_is_explained(written: str, title: str, says: str) -> None:
    found = explained(written)
    assert found
    assert found.title == title
    assert says in " ".join(found.lines)


@pytest.mark.parametrize(
    "written",
    [
        "|{}",
        statement('"Sid": "Na|me"'),
        statement('"Action": "s3:No|thing"'),
        statement('"Effect"|: "Allow"')[:1] + "|",
    ],
)
def test_of_an_unknown_word_nothing_is_said(written: str) -> None:
    assert explained(written) is None
