"""How AWS words its refusal to save a policy (section 8.2 of the rules)."""

import json

import pytest

from iamlab.engine import PolicyKind, aws_words_of_refusal, refusal_of

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"
TRUST = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}


def text(*statements: dict[str, object], version: str | None = "2012-10-17") -> str:
    document = {"Version": version} if version else {}
    return json.dumps({**document, "Statement": list(statements)})


def without(statement: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in statement.items() if key != name}


@pytest.mark.parametrize(
    ("rule", "policy", "said"),
    [
        ("L50", "{", "Syntax errors in policy."),
        ("L50", text({**ALLOW, "NotAction": "x:y"}), "Syntax errors in policy."),
        ("L50", text(ALLOW, version="2020-01-01"), "Syntax errors in policy."),
        ("L52", text(without(ALLOW, "Action")), "Policy statement must contain actions."),
        ("L53", text(without(ALLOW, "Resource")), "Policy statement must contain resources."),
        ("L54", text({**ALLOW, "Effect": "allow"}), "The policy failed legacy parsing"),
        ("L55", text({**ALLOW, "Sid": "A"}, {**ALLOW, "Sid": "A"}), "Statement IDs (SID) in a single policy must be"),
        ("L56", text({**ALLOW, "Principal": "*"}), "Policy document should not specify a principal."),
        ("L58", text({**ALLOW, "Action": "GetObject"}), "Actions/Conditions must be prefaced by a vendor"),
        ("L59", text({**ALLOW, "Action": "s3:Get:Object"}), "Actions/Condition can contain only one colon."),
        ("L61", text({**ALLOW, "Resource": "reports"}), 'Resource reports must be in ARN format or "*".'),
        ("L62", text({**ALLOW, "Resource": "arn:aw:s3:::reports"}), 'Partition "aw" is not valid for resource'),
        ("L63", text({**ALLOW, "Resource": "arn:aws:s3:us-east-1::reports"}), "can not contain region information."),
        (
            "L63",
            text({**ALLOW, "Resource": "arn:aws-cn:iam:cn-north-1:111122223333:user/ana"}),
            "IAM resource arn:aws-cn:iam:cn-north-1:111122223333:user/ana cannot contain region information.",
        ),
        ("L64", text({**ALLOW, "Resource": "arn:aws-cn:iam::111122223333:thing/ana"}), "IAM resource path must either"),
        ("L52", text({**ALLOW, "Action": []}), "Policy statement must contain actions."),
        ("L53", text({**ALLOW, "Resource": []}), "Policy statement must contain resources."),
        (
            "L54",
            text({**ALLOW, "Condition": {"DateLessThan": {"aws:CurrentTime": "yesterday"}}}),
            "The policy failed legacy parsing",
        ),
        ("L57", text({**ALLOW, "Resource": "arn:aws:*:::reports"}), "Resource vendor must be fully qualified"),
        ("L57", text({**ALLOW, "Resource": "arn:aws::::reports"}), "Resource vendor must be fully qualified"),
    ],
)
def test_iam_refuses_an_identity_policy_in_these_words(rule: str, policy: str, said: str) -> None:
    assert refusal_of(policy, PolicyKind.IDENTITY)
    assert said in aws_words_of_refusal(policy, PolicyKind.IDENTITY), rule


@pytest.mark.parametrize("action", ["s3:Get Object", "s3:", "s3:Get-Object$"])
def test_what_aws_says_of_other_malformed_actions_is_not_known(action: str) -> None:
    """L59 is about a second colon only."""
    policy = text({**ALLOW, "Action": action})
    assert refusal_of(policy, PolicyKind.IDENTITY)
    assert aws_words_of_refusal(policy, PolicyKind.IDENTITY) == ""


@pytest.mark.parametrize("version", [None, "2008-10-17"])
def test_a_managed_policy_needs_the_current_version_and_an_inline_one_does_not(version: str | None) -> None:
    """L51, Y5."""
    old = text(ALLOW, version=version)
    said = "Policy document must be version 2012-10-17 or greater."
    assert refusal_of(old, PolicyKind.IDENTITY, managed=True)
    assert aws_words_of_refusal(old, PolicyKind.IDENTITY, managed=True) == said
    assert refusal_of(old, PolicyKind.IDENTITY) is None


@pytest.mark.parametrize(
    ("rule", "policy", "said"),
    [
        ("L70", "{", "This policy contains invalid Json"),
        ("L71", text({**TRUST, "Resource": "*"}), "Has prohibited field Resource"),
        ("L72", text(without(TRUST, "Effect")), "Missing required field Effect"),
        ("L72", text(without(TRUST, "Principal")), "Missing required field Principal"),
        (
            "L73",
            text({**TRUST, "Action": "s3:GetObject"}),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
        ("L72", text({**TRUST, "Principal": {}}), "Missing required field Principal cannot be empty!"),
        ("L72", text({**TRUST, "Principal": {"AWS": []}}), "Missing required field Principal cannot be empty!"),
        (
            "L74, Y15",
            text({**TRUST, "Principal": {"AWS": "arn:aws:iam::111122223333:role/D*"}}),
            'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/D*"',
        ),
        (
            "L76",
            text({**without(TRUST, "Principal"), "NotPrincipal": {"AWS": "111122223333"}}),
            "Allow with NotPrincipal is not allowed.",
        ),
        (
            "L76",
            text({**without(TRUST, "Principal"), "Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}}),
            "AssumeRole policy must not contain NotPrincipal field.",
        ),
        (
            "L79",
            text({**TRUST, "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": WEB_IDENTITY}),
            "A condition block must be present for the Cognito provider",
        ),
        ("L77", text({**TRUST, "Effect": "allow"}), "Invalid effect: allow"),
        ("L78", text({**TRUST, "Sid": "A"}, {**TRUST, "Sid": "A"}), "The Statement Ids in the policy are not unique"),
    ],
)
def test_iam_refuses_a_trust_policy_in_these_words(rule: str, policy: str, said: str) -> None:
    assert refusal_of(policy, PolicyKind.TRUST)
    assert aws_words_of_refusal(policy, PolicyKind.TRUST) == said, rule


def trust_in(issuer: str, **conditions: object) -> str:
    provider = f"arn:aws:iam::111122223333:oidc-provider/{issuer}"
    return text({**TRUST, "Principal": {"Federated": provider}, "Action": WEB_IDENTITY, **conditions})


@pytest.mark.parametrize("issuer", ["token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io"])
def test_trust_in_a_provider_that_many_share_has_to_ask_for_the_subject(issuer: str) -> None:
    """S13, L79, Y17."""
    audience = {"StringEquals": {f"{issuer}:aud": "sts.amazonaws.com"}}
    refused = refusal_of(trust_in(issuer, Condition=audience), PolicyKind.TRUST)
    assert refused
    assert f"{issuer}:sub" in refused.help
    named = {**audience, "StringLike": {f"{issuer}:sub": "repo:northwind/*"}}
    assert refusal_of(trust_in(issuer, Condition=named), PolicyKind.TRUST) is None


def test_trust_in_a_provider_of_ones_own_can_be_saved_without_a_claim() -> None:
    """S13: the requirement is for providers that customers share."""
    assert refusal_of(trust_in("login.northwind.example"), PolicyKind.TRUST) is None


def test_of_several_errors_the_one_that_iam_looks_for_first_is_named() -> None:
    both = text({**without(ALLOW, "Action"), "Effect": "allow", "Principal": "*"})
    assert aws_words_of_refusal(both, PolicyKind.IDENTITY) == "The policy failed legacy parsing"


@pytest.mark.parametrize("kind", [PolicyKind.SCP, PolicyKind.RESOURCE, PolicyKind.KEY])
def test_where_the_words_of_aws_are_not_known_none_are_made_up(kind: PolicyKind) -> None:
    assert refusal_of("{", kind)
    assert aws_words_of_refusal("{", kind) == ""


def test_of_a_policy_that_aws_saves_nothing_is_said() -> None:
    assert aws_words_of_refusal(text(ALLOW), PolicyKind.IDENTITY) == ""
