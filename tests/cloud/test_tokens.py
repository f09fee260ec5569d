import pytest

from iamlab.cloud import (
    CallerIdentity,
    Cloud,
    ExpiredToken,
    InlinePolicy,
    RequestProblem,
    TokenSession,
    advance_clock,
    assume_role,
    caller_identity,
    from_state,
    get_federation_token,
    get_session_token,
    revoke_sessions,
    to_state,
)
from iamlab.engine import Decision, GateKind
from tests.cloud.northwind import (
    ANA,
    DEV,
    MAY_ASSUME,
    READER,
    READER_SESSION,
    REVENUE,
    allow,
    decision_of,
    northwind,
    policy,
    trust,
)

BROKER = {"inline_policies": (InlinePolicy("all", policy(allow("*"))),), "tags": (("team", "web"), ("env", "dev"))}
ROOT = f"arn:aws:iam::{DEV}:root"
APP = f"arn:aws:sts::{DEV}:federated-user/app"
READS = policy(allow("s3:*"))
OWN = ("s3:ListBucket", "arn:aws:s3:::northwind-dev")


def seconds(grant: object) -> int:
    """How long a granted session lasts."""
    session = grant.session
    assert session
    return int((session.expires - session.issued).total_seconds())


def test_p14_a_federation_token_lasts_twelve_hours_unless_said_otherwise() -> None:
    cloud = northwind(ana=BROKER)
    assert seconds(get_federation_token(cloud, ANA, "app")) == 43_200
    (problem,) = get_federation_token(cloud, ANA, "app", duration_seconds=129_601).problems
    assert isinstance(problem, RequestProblem)
    assert problem.field == "duration_seconds"
    assert seconds(get_federation_token(cloud, ROOT, "app", duration_seconds=3_601)) == 3_600


@pytest.mark.parametrize("call", [get_session_token, lambda cloud, caller: get_federation_token(cloud, caller, "app")])
def test_p15_a_role_session_gets_neither_token(call: object) -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    (problem,) = call(cloud, READER_SESSION).problems
    assert problem.aws.endswith("with session credentials")


def test_a_federated_user_may_do_what_both_its_issuer_and_its_session_policy_allow() -> None:
    cloud = northwind(ana=BROKER)
    without = get_federation_token(cloud, ANA, "app").cloud
    assert decision_of(without, APP, *OWN).decided_by is GateKind.SESSION
    cloud = get_federation_token(cloud, ANA, "app", policy=READS).cloud
    assert decision_of(cloud, APP, *OWN).allowed
    assert not decision_of(cloud, APP, "sqs:ListQueues", "*").allowed
    assert decision_of(cloud, APP, "iam:ListUsers", "*").decided_by is GateKind.SERVICE
    assert from_state(to_state(cloud)) == cloud


def test_a_federated_user_has_the_tags_of_its_user_and_those_passed() -> None:
    cloud = get_federation_token(northwind(ana=BROKER), ANA, "app", policy=READS, tags=(("Team", "app"),)).cloud
    context = decision_of(cloud, APP, *OWN).request.context
    found = {key: entry.values for key, entry in context.entries.items() if "principaltag" in key}
    assert found == {"aws:principaltag/env": ("dev",), "aws:principaltag/team": ("app",)}


def test_a_federation_token_takes_a_permission_and_readable_policies() -> None:
    grant = get_federation_token(northwind(), ANA, "app")
    assert grant.session is None
    assert grant.evaluation
    assert grant.evaluation.decision is Decision.IMPLICIT_DENY
    assert grant.message
    assert f"sts:GetFederationToken on resource: {APP}" in grant.message
    assert get_federation_token(northwind(ana=BROKER), ANA, "app", policy="{").problems[0].kind == "policy"
    assert get_federation_token(northwind(ana=BROKER), ANA, "a").problems[0].field == "name"


def test_a_session_token_is_the_same_user_with_or_without_mfa() -> None:
    cloud = northwind(ana={**BROKER, "mfa_devices": ("anas-phone",)})
    plain, strong = get_session_token(cloud, ANA), get_session_token(cloud, ANA, mfa=True)
    assert plain.session
    assert strong.session
    for grant, mfa in ((plain, "false"), (strong, "true")):
        evaluation = decision_of(grant.cloud, grant.session.access_key, *OWN)
        assert evaluation.request.principal.arn == ANA
        assert evaluation.request.context.get("aws:multifactorauthpresent").values == (mfa,)
        assert evaluation.request.context.get("aws:tokenissuetime")
        assert from_state(to_state(grant.cloud)) == grant.cloud
        assert grant.session.access_key in grant.cloud.principals()
    assert decision_of(plain.cloud, plain.session.access_key, "iam:ListUsers", "*").decided_by is GateKind.SERVICE
    assert decision_of(strong.cloud, strong.session.access_key, "iam:ListUsers", "*").allowed


def test_mfa_of_a_session_token_is_carried_into_a_role() -> None:
    needs_mfa = trust(ANA, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})
    cloud = northwind(
        ana={"inline_policies": (MAY_ASSUME,), "mfa_devices": ("phone",)}, reader={"trust_policy": needs_mfa}
    )
    grant = get_session_token(cloud, ANA, mfa=True)
    assert grant.session
    handshake = assume_role(advance_clock(grant.cloud, 60), grant.session.access_key, READER, "ana")
    assert handshake.session
    assert handshake.session.mfa_authenticated_at == grant.session.issued


def test_tokens_expire_with_the_clock() -> None:
    federated = get_federation_token(northwind(ana=BROKER), ANA, "app", policy=READS, duration_seconds=900)
    token = get_session_token(federated.cloud, ANA, duration_seconds=900)
    assert token.session
    later = advance_clock(token.cloud, 900)
    for caller in (APP, token.session.access_key):
        assert isinstance(caller_identity(later, caller), ExpiredToken)


def test_a_session_token_without_a_device_has_no_mfa() -> None:
    (problem,) = get_session_token(northwind(), ANA, mfa=True).problems
    assert problem.field == "mfa"


def test_everybody_with_credentials_has_an_identity() -> None:
    cloud = assume_role(northwind(ana=BROKER), ANA, READER, "ana").cloud
    cloud = get_federation_token(cloud, ANA, "app").cloud
    user, session, federated, root = (caller_identity(cloud, caller) for caller in (ANA, READER_SESSION, APP, ROOT))
    assert isinstance(user, CallerIdentity)
    assert isinstance(session, CallerIdentity)
    assert (user.arn, user.user_id[:4]) == (ANA, "AIDA")
    assert (session.arn, session.user_id[:4], session.user_id[-4:]) == (READER_SESSION, "AROA", ":ana")
    assert federated == CallerIdentity(DEV, APP, f"{DEV}:app")
    assert root == CallerIdentity(DEV, ROOT, DEV)
    assert isinstance(caller_identity(cloud, "anonymous"), RequestProblem)


def later_session(cloud: Cloud) -> Cloud:
    """The cloud a minute later, the role assumed once more."""
    return assume_role(advance_clock(cloud, 60), ANA, READER, "ana2").cloud


def test_s43_revoking_hits_the_sessions_issued_before() -> None:
    cloud = assume_role(northwind(), ANA, READER, "ana").cloud
    assert decision_of(cloud, READER_SESSION, "s3:ListBucket", "arn:aws:s3:::northwind-reports-prod").request
    cloud = later_session(revoke_sessions(cloud, READER).cloud)
    old = decision_of(cloud, READER_SESSION, "s3:GetObject", REVENUE)
    assert old.decision is Decision.EXPLICIT_DENY
    assert decision_of(cloud, READER_SESSION + "2", "s3:GetObject", REVENUE).allowed


def test_s43_sessions_of_a_user_can_be_revoked_and_its_keys_go_on() -> None:
    everything = InlinePolicy("all", policy(allow("*")))
    grant = get_session_token(northwind(ana={"inline_policies": (everything,)}), ANA)
    assert isinstance(grant.session, TokenSession)
    cloud = revoke_sessions(grant.cloud, ANA).cloud
    assert decision_of(cloud, grant.session.access_key, "s3:ListAllMyBuckets", "*").decision is Decision.EXPLICIT_DENY
    assert decision_of(cloud, ANA, "s3:ListAllMyBuckets", "*").allowed


def test_revoking_is_refused_where_the_policy_would_not_fit() -> None:
    """G31: the policy counts like every inline policy."""
    full = InlinePolicy("all", policy(allow("*", "arn:aws:s3:::" + "b" * 1_900)))
    cloud = northwind(ana={"inline_policies": (full,)})
    refused = revoke_sessions(cloud, ANA)
    assert (refused.cloud, len(refused.problems)) == (cloud, 1)


def test_only_roles_that_are_there_can_be_revoked() -> None:
    with pytest.raises(LookupError):
        revoke_sessions(northwind(), READER + "s")
