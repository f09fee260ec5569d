from dataclasses import replace

import pytest

from iamlab.cloud import (
    Cloud,
    Family,
    InlinePolicy,
    Resource,
    ResourceKind,
    User,
    answers,
    assume_role,
    case_for,
    get_session_token,
    universe,
)
from iamlab.cloud.universe import MOST_REQUESTS
from iamlab.cloud.universe_targets import ACTIONS
from iamlab.engine import evaluate
from iamlab.engine.catalog import service
from tests.cloud.northwind import ANA, BEN, PROD, READER, READER_SESSION, REPORTS, allow, northwind, policy
from tests.cloud.test_federation import prod as federated
from tests.cloud.test_organization import scps_on
from tests.cloud.test_resources import prod as resources

GUARDED = policy(
    allow("*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    {**allow("*", Condition={"Bool": {"aws:SecureTransport": "false"}}), "Effect": "Deny"},
    {**allow("*", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}), "Effect": "Deny"},
    allow("s3:ListBucketVersions"),
)


def guarded() -> Cloud:
    """Northwind where Ben may do all with MFA, over TLS, in one region; Ana wears her role."""
    cloud = northwind(ben={"inline_policies": (InlinePolicy("guarded", GUARDED),)})
    return assume_role(cloud, ANA, READER, "ana").cloud


def families(cloud: Cloud, **wanted: str) -> set[Family]:
    """The families of the requests that have these fields."""
    return {
        request.family
        for request in universe(cloud)
        if all(getattr(request, field) == value for field, value in wanted.items())
    }


@pytest.mark.parametrize("cloud", [Cloud(), guarded(), resources(), federated(), scps_on(unit=("only-ec2",))])
def test_every_answer_is_that_of_a_full_evaluation(cloud: Cloud) -> None:
    answered = answers(cloud, universe(cloud))
    assert set(answered) == set(universe(cloud))
    for request, answer in answered.items():
        case = case_for(cloud, request.caller, request.action, request.resource, dict(request.context)).case
        assert case
        assert answer is evaluate(case).allowed, request


def test_everybody_asks_for_everything() -> None:
    requests = universe(guarded())
    assert {request.caller for request in requests} == {ANA, BEN, READER_SESSION}
    assert {request.resource for request in requests} == {
        "*",
        "arn:aws:s3:::northwind-dev",
        "arn:aws:s3:::northwind-dev/reports/q1.csv",
        "arn:aws:s3:::northwind-dev/reports-2/q1.csv",
        REPORTS,
        f"{REPORTS}/reports/q1.csv",
        f"{REPORTS}/reports-2/q1.csv",
        ANA,
        BEN,
        READER,
    }


def test_a_family_says_how_a_request_departs_from_the_plainest() -> None:
    cloud = guarded()
    with_corners = {Family.NO_MFA, Family.NO_TLS, Family.OTHER_REGION}
    assert families(cloud, caller=BEN, resource=REPORTS) == {Family.PLAIN, Family.OTHER_ACTION} | with_corners
    assert families(cloud, caller=ANA, resource=REPORTS) == {Family.OTHER_ACCOUNT} | with_corners
    assert families(cloud, caller=READER_SESSION, resource=f"{REPORTS}/reports-2/q1.csv") == {Family.SIBLING_PREFIX}
    assert Family.NO_MFA not in families(cloud, caller=READER_SESSION)
    assert Family.NEIGHBOUR_RESOURCE in families(resources())


def test_corners_that_no_policy_mentions_are_left_out() -> None:
    assert families(northwind()) & {Family.NO_MFA, Family.NO_TLS, Family.OTHER_REGION} == set()


def test_corners_change_the_answer_where_a_policy_asks_for_it() -> None:
    answered = answers(guarded(), universe(guarded()))
    of_ben = {
        request.family: answer
        for request, answer in answered.items()
        if (request.caller, request.resource, request.action) == (BEN, REPORTS, "s3:ListBucket")
    }
    assert of_ben == {
        Family.PLAIN: True,
        Family.NO_MFA: False,
        Family.NO_TLS: False,
        Family.OTHER_REGION: False,
    }


def test_actions_that_policies_name_are_asked_for() -> None:
    asked = {request.action for request in universe(guarded()) if request.resource == REPORTS}
    assert "s3:ListBucketVersions" in asked


def test_further_users_and_sessions_are_told_apart() -> None:
    cloud = guarded()
    account = cloud.accounts[1]
    cloud = cloud.with_account(replace(account, users=(*account.users, User("eva"))))
    cloud = assume_role(cloud, ANA, READER, "ana2").cloud
    grant = get_session_token(cloud, BEN)
    assert grant.session
    assert Family.OTHER_PRINCIPAL in families(grant.cloud, caller=f"arn:aws:iam::{PROD}:user/eva")
    assert Family.OTHER_SESSION in families(grant.cloud, caller=f"{READER_SESSION}2")
    assert families(grant.cloud, caller=grant.session.access_key)


def test_a_universe_is_finite() -> None:
    cloud = northwind()
    account = cloud.accounts[1]
    crowd = tuple(User(f"u{number}") for number in range(200))
    assert len(universe(cloud.with_account(replace(account, users=crowd)))) == MOST_REQUESTS


def test_a_universe_that_is_cut_keeps_something_of_each_family() -> None:
    cloud = guarded()
    account = cloud.accounts[1]
    tables = tuple(Resource(ResourceKind.TABLE, f"t-{number}") for number in range(30))
    crowd = tuple(User(f"u{number}") for number in range(100))
    cloud = cloud.with_account(replace(account, users=(*account.users, *crowd), resources=tables))
    requests = universe(cloud)
    assert len(requests) == MOST_REQUESTS
    left_out = set(Family) - {request.family for request in requests}
    assert left_out <= {Family.OTHER_SESSION, Family.THROUGH_ENDPOINT}


def test_a_policy_that_cannot_be_read_leaves_its_requests_undecided() -> None:
    cloud = northwind(ben={"inline_policies": (InlinePolicy("broken", "{"),)})
    answered = answers(cloud, universe(cloud))
    assert {request.caller for request, answer in answered.items() if answer is None} == {BEN}


def test_the_actions_of_each_kind_are_actions_of_aws() -> None:
    for kind, actions in ACTIONS.items():
        for name in actions:
            prefix, _, action = name.partition(":")
            found = service(prefix).action(action)
            assert found, name
            assert kind in {resource.type.lower() for resource in found.resources} | {""}, name
