"""How AWS words its refusal to save a policy (section 8.2 of the rules)."""

import json

import pytest

from iamlab.engine import PolicyKind, aws_words_of_refusal, refusal_of

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
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
    ],
)
def test_iam_refuses_an_identity_policy_in_these_words(rule: str, policy: str, said: str) -> None:
    assert said in aws_words_of_refusal(policy, PolicyKind.IDENTITY), rule


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
        ("L77", text({**TRUST, "Effect": "allow"}), "Invalid effect: allow"),
        ("L78", text({**TRUST, "Sid": "A"}, {**TRUST, "Sid": "A"}), "The Statement Ids in the policy are not unique"),
    ],
)
def test_iam_refuses_a_trust_policy_in_these_words(rule: str, policy: str, said: str) -> None:
    assert aws_words_of_refusal(policy, PolicyKind.TRUST) == said, rule


def test_of_several_errors_the_one_that_iam_looks_for_first_is_named() -> None:
    both = text({**without(ALLOW, "Action"), "Effect": "allow", "Principal": "*"})
    assert aws_words_of_refusal(both, PolicyKind.IDENTITY) == "The policy failed legacy parsing"


@pytest.mark.parametrize("kind", [PolicyKind.SCP, PolicyKind.RESOURCE, PolicyKind.KEY])
def test_where_the_words_of_aws_are_not_known_none_are_made_up(kind: PolicyKind) -> None:
    assert refusal_of("{", kind)
    assert aws_words_of_refusal("{", kind) == ""


def test_of_a_policy_that_aws_saves_nothing_is_said() -> None:
    assert aws_words_of_refusal(text(ALLOW), PolicyKind.IDENTITY) == ""
