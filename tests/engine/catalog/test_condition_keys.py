"""Condition keys: global ones, services' ones, templates."""

import pytest

from iamlab.engine.catalog import KeyType, condition_key, global_condition_keys
from iamlab.engine.request.keys import MULTIVALUED


@pytest.mark.parametrize(
    ("written", "name", "type"),
    [
        ("AWS:sourceip", "aws:SourceIp", KeyType.IP_ADDRESS),
        ("aws:PrincipalArn", "aws:PrincipalArn", KeyType.ARN),
        ("aws:ResourceTag/Team", "aws:ResourceTag/${TagKey}", KeyType.STRING),
        ("aws:multifactorauthpresent", "aws:MultiFactorAuthPresent", KeyType.BOOL),
        ("s3:prefix", "s3:prefix", KeyType.STRING),
        ("s3:max-keys", "s3:max-keys", KeyType.NUMERIC),
        ("s3:ExistingObjectTag/level", "s3:ExistingObjectTag/<key>", KeyType.STRING),
        ("kms:EncryptionContext:project", "kms:EncryptionContext:${EncryptionContextKey}", KeyType.STRING),
        ("lambda:SourceFunctionArn", "lambda:SourceFunctionArn", KeyType.ARN),
        ("saml:aud", "saml:aud", KeyType.STRING),
        ("accounts.google.com:sub", "accounts.google.com:sub", KeyType.STRING),
        ("identitycenter:InstanceArn", "identitycenter:InstanceArn", KeyType.ARN),
    ],
)
def test_a_key_is_found_as_policies_write_it(written: str, name: str, type: KeyType) -> None:
    found = condition_key(written)
    assert found is not None
    assert (found.name, found.type) == (name, type)


@pytest.mark.parametrize(
    ("written", "several"),
    [
        ("token.actions.githubusercontent.com:aud", False),
        ("token.actions.githubusercontent.com:sub", False),
        ("TOKEN.actions.githubusercontent.com:Sub", False),
        ("oidc.eks.eu-west-1.amazonaws.com/id/0A1B:sub", False),
        ("login.example.com:amr", True),
        ("login.example.com/tenant-1/:oaud", False),
        ("login.example.com:email", False),
    ],
)
def test_every_oidc_provider_has_the_claims_of_a_token(written: str, several: bool) -> None:
    found = condition_key(written)
    assert found is not None
    assert (found.type, found.multivalued) == (KeyType.STRING, several)


@pytest.mark.parametrize(
    "written",
    [
        "aws:SourceIP2", "aws:ResourceTag/", "s3:nosuchkey", "nosuch:key", "", "aws:", "s3:sub",
        "token.actions.githubusercontent.com:subject", ".com:sub", "login.example.com:", "login.example.com",
    ],
)  # fmt: skip
def test_a_key_that_aws_does_not_have_is_none(written: str) -> None:
    assert condition_key(written) is None


def test_the_engine_and_the_catalog_agree_on_keys_with_several_values() -> None:
    of_the_global_keys = {key.name.lower() for key in global_condition_keys() if key.multivalued}
    assert of_the_global_keys == {key for key in MULTIVALUED if key.startswith("aws:")}
    others = [condition_key(key) for key in MULTIVALUED]
    assert all(key is not None and key.multivalued for key in others)
