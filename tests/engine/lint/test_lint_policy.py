"""What lint says about whole policies: table 10.4, places, quick fixes."""

import json

import pytest

from iamlab.engine import PolicyKind
from iamlab.engine.lint import Finding, lint_policy

IDENTITY, TRUST, RCP, RESOURCE = PolicyKind.IDENTITY, PolicyKind.TRUST, PolicyKind.RCP, PolicyKind.RESOURCE
SAML = "arn:aws:iam::111122223333:saml-provider/corp"
GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"


def policy(statement: dict[str, object] | list[dict[str, object]], version: str | None = "2012-10-17") -> str:
    return json.dumps(({"Version": version} if version else {}) | {"Statement": statement}, indent=2)


def statement(**elements: object) -> dict[str, object]:
    """Return an Allow of s3:GetObject on everything, with other elements in the place of these; None leaves one out."""
    whole = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"} | elements
    return {name: value for name, value in whole.items() if value is not None}


def trust(**elements: object) -> dict[str, object]:
    return statement(
        **({"Action": "sts:AssumeRole", "Resource": None, "Principal": {"AWS": "111122223333"}} | elements)
    )


def rcp(**elements: object) -> dict[str, object]:
    return statement(**({"Effect": "Deny", "Principal": "*", "Action": "s3:*"} | elements))


def codes(text: str, kind: PolicyKind = IDENTITY) -> set[str]:
    return {finding.code for finding in lint_policy(text, kind)}


TABLE = [
    ("Y1", policy(statement(Action="ListBucket")), IDENTITY, "INVALID_ACTION"),
    ("Y2", policy(statement(Principal="*")), IDENTITY, "UNSUPPORTED_PRINCIPAL"),
    ("Y3", policy(trust(Resource="*")), TRUST, "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"),
    ("Y4", policy(trust(Principal={"AWS": "AIDAEXAMPLEEXAMPLE123"})), TRUST, "INVALID_USER_REFERENCE"),
    ("Y5", policy(statement(), version=None), IDENTITY, "MISSING_VERSION"),
    ("Y6", policy(statement(Resource="my-bucket")), IDENTITY, "INVALID_ARN_PREFIX"),
    ("Y7", policy([statement(Sid="A"), statement(Sid="A", Action="s3:PutObject")]), IDENTITY, "UNIQUE_SIDS_REQUIRED"),
    ("Y8", policy(statement(Effect="allow")), IDENTITY, "INVALID_EFFECT"),
    ("Y9", policy(statement(Action="iam:PassRole")), IDENTITY, "PASS_ROLE_WITH_STAR_IN_RESOURCE"),
    ("Y10", policy(statement(Condition={"StringEquals": {"aws:TagKeys": "a"}})), IDENTITY, "MISSING_QUALIFIER"),
    (
        "Y11",
        policy(statement(Condition={"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}})),
        IDENTITY,
        "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    ),
    ("Y12", policy(statement(Condition={"NullIfExists": {"aws:username": "true"}})), IDENTITY, "NULL_WITH_IF_EXISTS"),
    (
        "Y13",
        policy(statement(Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})),
        IDENTITY,
        "PRIVATE_IP_ADDRESS",
    ),
    (
        "Y14",
        policy(statement(Resource="arn:aws:s3:::home/${aws:username}"), version="2008-10-17"),
        IDENTITY,
        "VARIABLE_UNSUPPORTED_IN_VERSION",
    ),
    (
        "Y15",
        policy(trust(Principal={"AWS": "arn:aws:iam::111122223333:role/*"})),
        TRUST,
        "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    ),
    (
        "Y16",
        policy(trust(Principal={"Federated": SAML}, Action="sts:AssumeRoleWithWebIdentity")),
        TRUST,
        "MISMATCHED_ACTION_FOR_PRINCIPAL",
    ),
    (
        "Y17",
        policy(trust(Principal={"Federated": GITHUB}, Action="sts:AssumeRoleWithWebIdentity")),
        TRUST,
        "MISSING_GITHUB_REPO_CONDITION_KEY",
    ),
    ("Y18a", policy(rcp(Action=None, NotAction="s3:*")), RCP, "RCP_SYNTAX_ERROR_NOTACTION"),
    ("Y18b", policy(rcp(Principal={"AWS": "111122223333"})), RCP, "RCP_SYNTAX_ERROR_PRINCIPAL"),
    ("Y18c", policy(rcp(Action="*")), RCP, "RCP_SYNTAX_ERROR_ACTION"),
]


@pytest.mark.parametrize(("text", "kind", "code"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_table_of_validation_holds(text: str, kind: PolicyKind, code: str) -> None:
    assert code in codes(text, kind)


def test_naming_the_service_silences_pass_role() -> None:
    condition = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    assert codes(policy(statement(Action="iam:PassRole", Condition=condition))) == set()


def test_a_sound_policy_has_no_finding() -> None:
    text = policy(statement(Resource="arn:aws:s3:::reports/${aws:username}/*"))
    assert lint_policy(text, IDENTITY) == ()


def test_what_cannot_be_read_gets_the_errors_of_reading_only() -> None:
    assert codes('{"Statement": [}') == {"JSON_SYNTAX_ERROR"}


def test_a_text_over_the_limit_is_not_looked_at() -> None:
    assert codes(policy(statement(Action="s3:Nothing")) + " " * 131_072) == {"DOCUMENT_TOO_LARGE"}


def test_a_finding_stands_where_the_mistake_is() -> None:
    text = policy(statement(Action=["s3:GetObject", "s3:GetObjekt"]))
    (finding,) = lint_policy(text, IDENTITY)
    assert finding.path == "/Statement/Action/1"
    assert finding.span is not None
    assert text[finding.span.start.offset : finding.span.end.offset] == '"s3:GetObjekt"'
    assert finding.help == "Write `s3:GetObject`."


def test_findings_come_in_the_order_of_the_text() -> None:
    text = policy([statement(Action="iam:PassRole"), statement(Action="s3:Nothing", Resource="bucket")], version=None)
    found = lint_policy(text, IDENTITY)
    offsets = [finding.span.start.offset for finding in found if finding.span]
    assert len(offsets) == len(found) == 4
    assert offsets == sorted(offsets)


def test_one_mistake_is_said_once() -> None:
    text = policy(statement(Action="s3:GetBucketLocation", Resource="arn:aws:s3:eu-west-1:111122223333:reports"))
    found = [(finding.code, finding.path) for finding in lint_policy(text, IDENTITY)]
    assert sorted(found) == [
        ("ARN_ACCOUNT_NOT_ALLOWED", "/Statement/Resource"),
        ("ARN_REGION_NOT_ALLOWED", "/Statement/Resource"),
    ]


def test_a_service_control_policy_has_its_own_name_for_a_principal() -> None:
    text = policy(statement(Effect="Deny", Principal="*"))
    assert codes(text, PolicyKind.SCP) == {"SCP_SYNTAX_ERROR_PRINCIPAL"}


def test_limits_of_the_past_are_checked_on_request_only() -> None:
    text = policy(statement(Action="s3:*", Resource="arn:aws:s3:::reports/*"))
    assert lint_policy(text, PolicyKind.SCP) == ()
    asked = lint_policy(text, PolicyKind.SCP, obsolete=True)
    assert [finding.code for finding in asked] == ["SCP_SYNTAX_ERROR_ALLOW_RESOURCE"]


def mended(text: str, finding: Finding) -> str:
    """Return the text after the finding's quick fix."""
    assert finding.fix is not None
    span = finding.fix.span
    return text[: span.start.offset] + finding.fix.replacement + text[span.end.offset :]


MENDED = [
    (statement(Effect="allow"), "INVALID_EFFECT"),
    (statement(Action="s3:GetObjekt"), "INVALID_ACTION"),
    (statement(Action=["s3:Get*", "s3:GetObject"]), "REDUNDANT_ACTION"),
    (statement(Action=["s3:GetObject", "s3:Get*"]), "REDUNDANT_ACTION"),
    (statement(Resource=["arn:aws:s3:::a/*", "arn:aws:s3:::b", "arn:aws:s3:::b"]), "REDUNDANT_RESOURCE"),
    (statement(Resource="arn:aws:S3:::reports/*"), "INVALID_ARN_SERVICE_CASE"),
    (statement(Resource="arn:aws:s3:eu-west-1::reports/*"), "ARN_REGION_NOT_ALLOWED"),
    (statement(Condition={"StringEquals": {"aws:SourceVpcs": "vpc-12345678"}}), "INVALID_GLOBAL_CONDITION_KEY"),
    (statement(Condition={"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}}), "IMPROVE_IP_RANGE"),
    (statement(Action="ec2:CreateTags", Condition={"StringEquals": {"aws:TagKeys": "a"}}), "MISSING_QUALIFIER"),
    (statement(Condition={"StringEquals": {"aws:PrincipalTag/t": "a*"}}), "WILDCARD_WITHOUT_LIKE_OPERATOR"),
    (statement(Condition={"StringEquals": {"aws:PrincipalAccount": 111122223333}}), "TYPE_MISMATCH_STRING"),
]


@pytest.mark.parametrize(("written", "code"), MENDED, ids=[code for _, code in MENDED])
def test_a_quick_fix_answers_its_finding_and_no_other_appears(written: dict[str, object], code: str) -> None:
    text = policy(written)
    before = lint_policy(text, IDENTITY)
    finding = next(each for each in before if each.code == code)
    after = codes(mended(text, finding))
    assert code not in after
    assert after <= {each.code for each in before}


def test_the_missing_version_can_be_added() -> None:
    text = policy(statement(), version=None)
    (finding,) = lint_policy(text, IDENTITY)
    assert lint_policy(mended(text, finding), IDENTITY) == ()


def test_a_key_is_not_renamed_to_one_that_is_there() -> None:
    condition = {"StringEquals": {"aws:usernames": "ana", "aws:username": "ben"}}
    (finding,) = lint_policy(policy(statement(Condition=condition)), IDENTITY)
    assert (finding.code, finding.help, finding.fix) == ("INVALID_GLOBAL_CONDITION_KEY", "Write `aws:username`.", None)


def test_an_operator_with_other_keys_is_left_alone() -> None:
    """Its other keys would change their meaning."""
    condition = {"StringEquals": {"aws:PrincipalTag/t": "a*", "aws:username": "ana"}}
    (finding,) = lint_policy(policy(statement(Condition=condition)), IDENTITY)
    assert (finding.code, finding.fix) == ("WILDCARD_WITHOUT_LIKE_OPERATOR", None)


@pytest.mark.parametrize(
    ("key", "value", "remarked"),
    [
        ("aws:CurrentTime", "1814400000", True),
        ("aws:CurrentTime", "2027", True),
        ("aws:CurrentTime", "2027-07", True),
        ("aws:CurrentTime", "2027-07-01T00:00:00", True),
        ("aws:CurrentTime", "2027-07-01", False),
        ("aws:CurrentTime", "2027-07-01T00:00:00Z", False),
        ("aws:CurrentTime", "2027-07-01T02:00:00.5+02:00", False),
        ("aws:EpochTime", "1814400000", False),
        ("AWS:EPOCHTIME", "1814400000", False),
    ],
)
def test_dates_that_are_numbers_or_not_complete_are_remarked(key: str, value: str, remarked: bool) -> None:
    text = policy(statement(Condition={"DateLessThan": {key: value}}))
    assert ("INVALID_DATE_VALUE" in codes(text)) is remarked
