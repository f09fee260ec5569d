"""Lint takes whatever somebody types."""

import json

from hypothesis import given
from hypothesis import strategies as st

from iamlab.engine import PolicyKind
from iamlab.engine.lint import lint_policy

WORDS = st.sampled_from(
    [
        "", "*", ":", "::", "s3:GetObject", "s3:", ":x", "s3:*", "S3:get?bject", "iam:*", "nosuch:Thing",
        "sts:AssumeRole", "arn:", "arn:aws:s3:::b/*", "arn:aws:s3", "arn:::::", "arn:aws:iam::111122223333:root",
        "arn:aws:sqs:::q", "arn:aws:sts::1:assumed-role/*", "111122223333", "AROA", "${", "${}", "${aws:username}",
        "${aws:TagKeys, 'x'}", "aws:", "aws:SourceIp", "aws:ResourceTag/", "aws:TagKeys", "aws:userid", "a:b:c", "/",
        "0.0.0.0/0", "10.0.0.1/8", "::/0", "true", "2026-01-01", "vpc-", "ł", "\n", "s3:prefix",
        "token.actions.githubusercontent.com:sub",
    ]
)  # fmt: skip
OPERATORS = st.sampled_from(
    [
        "StringEquals", "StringLike", "StringNotLikeIfExists", "ForAllValues:StringLike", "ForAnyValue:Null", "Null",
        "Bool", "IpAddress", "NotIpAddress", "DateLessThan", "NumericLessThan", "ArnLike", "BinaryEquals", "NoOperator",
    ]
)  # fmt: skip
VALUES = WORDS | st.booleans() | st.integers() | st.none()
LISTED = VALUES | st.lists(VALUES, max_size=3)
CONDITION = st.dictionaries(OPERATORS, st.dictionaries(WORDS, LISTED, max_size=3), max_size=2)
PRINCIPAL = WORDS | st.dictionaries(st.sampled_from(["AWS", "Service", "Federated", "Other"]), LISTED, max_size=2)
STATEMENT = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny", "allow"])},
    optional={
        "Action": LISTED, "NotAction": LISTED, "Resource": LISTED, "NotResource": LISTED, "Principal": PRINCIPAL,
        "NotPrincipal": PRINCIPAL, "Condition": CONDITION, "Sid": VALUES,
    },
)  # fmt: skip
POLICY = st.fixed_dictionaries(
    {"Statement": STATEMENT | st.lists(STATEMENT, max_size=3)},
    optional={"Version": st.sampled_from(["2012-10-17", "2008-10-17", "2026-11-22"]), "Id": VALUES},
)


@given(POLICY, st.sampled_from(PolicyKind))
def test_any_policy_gets_findings_with_places_inside_its_text(policy: dict[str, object], kind: PolicyKind) -> None:
    text = json.dumps(policy, indent=1, ensure_ascii=False)
    for finding in lint_policy(text, kind, obsolete=True):
        spans = [finding.span, *finding.related, *([finding.fix.span] if finding.fix else [])]
        assert all(span and 0 <= span.start.offset <= span.end.offset <= len(text) for span in spans), finding


@given(st.text(max_size=60), st.sampled_from(PolicyKind))
def test_any_text_gets_findings(text: str, kind: PolicyKind) -> None:
    assert lint_policy(text, kind)


@given(POLICY)
def test_a_quick_fix_leaves_json(policy: dict[str, object]) -> None:
    text = json.dumps(policy)
    for finding in lint_policy(text, PolicyKind.IDENTITY):
        if finding.fix:
            span = finding.fix.span
            assert json.loads(text[: span.start.offset] + finding.fix.replacement + text[span.end.offset :])
