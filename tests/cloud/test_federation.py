import json
from dataclasses import replace
from functools import partial

from iamlab.cloud import (
    Account,
    AssumeRoleParameters,
    Attached,
    Cloud,
    ControlPolicy,
    InlinePolicy,
    InstanceProfile,
    Member,
    OidcProvider,
    Organization,
    RequestProblem,
    Resource,
    ResourceKind,
    Role,
    SamlAssertion,
    SamlProvider,
    User,
    WebIdentityToken,
    assume_role_with_saml,
    assume_role_with_web_identity,
    credentials_of_workload,
    from_state,
    to_state,
)
from iamlab.engine import GateKind
from tests.cloud.northwind import PROD, allow, decision_of, policy

GITHUB = "token.actions.githubusercontent.com"
GITHUB_ARN, CORP = f"arn:aws:iam::{PROD}:oidc-provider/{GITHUB}", f"arn:aws:iam::{PROD}:saml-provider/corp"
BRANCH = "repo:northwind/site:ref:refs/heads/main"
INSTANCE = f"arn:aws:ec2:us-east-1:{PROD}:instance/i-0123456789abcdef0"
FUNCTION = f"arn:aws:lambda:us-east-1:{PROD}:function:resize"


def role_arn(name: str) -> str:
    """The ARN of a role in prod."""
    return f"arn:aws:iam::{PROD}:role/{name}"


def call(role_name: str, session_name: str) -> AssumeRoleParameters:
    """A call for a role in prod."""
    return AssumeRoleParameters(role_arn(role_name), session_name)


def role(name: str, principal: dict[str, str], action: str | list[str], **conditions: object) -> Role:
    """A role that trusts a principal and may do everything."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": action}
    if conditions:
        statement["Condition"] = {"StringEquals": conditions["equals"]}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return Role(name, text, inline_policies=(InlinePolicy("all", policy(allow("*"))),))


def prod() -> Cloud:
    """A production account whose roles trust others than users."""
    deploy = role(
        "deploy", {"Federated": GITHUB_ARN}, ["sts:AssumeRoleWithWebIdentity"],
        equals={f"{GITHUB}:sub": BRANCH, f"{GITHUB}:aud": "sts.amazonaws.com"},
    )  # fmt: skip
    staff = role(
        "staff", {"Federated": CORP}, ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        equals={"SAML:aud": "https://signin.aws.amazon.com/saml"},
    )  # fmt: skip
    web, resize = (
        role(n, {"Service": f"{s}.amazonaws.com"}, "sts:AssumeRole") for n, s in (("web", "ec2"), ("resize", "lambda"))
    )
    account = Account(
        PROD,
        "prod",
        users=(User("nobody", inline_policies=(InlinePolicy("none", policy({**allow("*"), "Effect": "Deny"})),)),),
        roles=(deploy, staff, web, resize),
        resources=(
            Resource(ResourceKind.INSTANCE, "i-0123456789abcdef0"),
            Resource(ResourceKind.FUNCTION, "resize"),
            Resource(ResourceKind.QUEUE, "jobs"),
        ),
        instance_profiles=(InstanceProfile("web", "web"),),
        saml_providers=(SamlProvider("corp"),),
        oidc_providers=(OidcProvider(GITHUB, ("sts.amazonaws.com",)),),
    )
    return Cloud((account,))


def carried(cloud: Cloud, caller: str, key: str) -> tuple[str, ...]:
    """What a request of a session carries under a condition key."""
    entry = decision_of(cloud, caller, "sqs:ListQueues", "*").request.context.get(key)
    return entry.values if entry else ()


def token(**changes: object) -> WebIdentityToken:
    """A token of a build on the main branch."""
    return replace(WebIdentityToken(GITHUB_ARN, BRANCH, "sts.amazonaws.com", {"repository_id": ("7",)}), **changes)


def test_p17_a_token_with_the_right_claims_opens_the_role_whatever_users_may() -> None:
    handshake = assume_role_with_web_identity(prod(), token(), call("deploy", "build-7"))
    assert handshake.session
    known = partial(carried, handshake.cloud, handshake.session.arn)
    assert known("aws:federatedprovider") == (GITHUB_ARN,)
    assert known(f"{GITHUB}:sub") == (BRANCH,)
    assert known(f"{GITHUB}:repository_id") == ()
    assert known("aws:multifactorauthpresent") == ()
    assert from_state(to_state(handshake.cloud)) == handshake.cloud


def test_a_token_of_another_branch_does_not() -> None:
    other = token(subject="repo:northwind/site:ref:refs/heads/try")
    handshake = assume_role_with_web_identity(prod(), other, call("deploy", "build-7"))
    assert handshake.evaluation
    assert handshake.evaluation.decided_by is GateKind.RESOURCE


def test_a_token_for_another_audience_is_refused_before_any_policy() -> None:
    (problem,) = assume_role_with_web_identity(prod(), token(audience="x"), call("deploy", "build-7")).problems
    assert isinstance(problem, RequestProblem)
    assert problem.aws == "Incorrect token audience"


def test_a_provider_that_the_account_does_not_have_vouches_for_nobody() -> None:
    (problem,) = assume_role_with_saml(prod(), SamlAssertion(CORP + "x", "ana"), call("staff", "ana")).problems
    assert isinstance(problem, RequestProblem)
    assert problem.help == f"Did you mean `{CORP}`?"


def test_an_assertion_opens_the_role_and_leaves_three_keys_and_its_tags() -> None:
    assertion = SamlAssertion(CORP, "ana@northwind.example", tags=(("team", "web"),))
    handshake = assume_role_with_saml(prod(), assertion, call("staff", "ana"))
    assert handshake.session
    known = partial(carried, handshake.cloud, handshake.session.arn)
    assert known("saml:sub") == ("ana@northwind.example",)
    assert known("saml:sub_type") == ("persistent",)
    assert known("saml:aud") == ()
    assert known("aws:principaltag/team") == ("web",)
    assert known("aws:federatedprovider") == ()


def test_an_assertion_for_another_audience_does_not() -> None:
    assertion = SamlAssertion(CORP, "ana", audience="https://elsewhere.example")
    assert assume_role_with_saml(prod(), assertion, call("staff", "ana")).session is None


def test_an_instance_works_with_the_role_of_its_profile() -> None:
    handshake = credentials_of_workload(prod(), INSTANCE, role_arn("web"))
    assert handshake.session
    assert handshake.session.arn.endswith("/web/i-0123456789abcdef0")
    assert carried(handshake.cloud, handshake.session.arn, "ec2:sourceinstancearn") == (INSTANCE,)


def test_a_function_works_with_its_execution_role() -> None:
    handshake = credentials_of_workload(prod(), FUNCTION, role_arn("resize"))
    assert handshake.session
    assert carried(handshake.cloud, handshake.session.arn, "lambda:sourcefunctionarn") == (FUNCTION,)


def test_a_role_that_does_not_trust_the_service_gives_it_nothing() -> None:
    handshake = credentials_of_workload(prod(), FUNCTION, role_arn("web"))
    assert handshake.session is None
    assert handshake.evaluation
    assert handshake.evaluation.decided_by is GateKind.RESOURCE


def test_a_workload_needs_a_role_that_it_can_have() -> None:
    queue = f"arn:aws:sqs:us-east-1:{PROD}:jobs"
    requests = [
        (INSTANCE, "resize"),
        (INSTANCE, "nowhere"),
        (queue, "web"),
        ("x", "web"),
    ]
    messages = [credentials_of_workload(prod(), arn, role_arn(name)).problems[0].message for arn, name in requests]
    assert messages == [
        "no instance profile holds role `resize`",
        f"account {PROD} has no role `{role_arn('nowhere')}`",
        f"`{queue}` is neither an instance nor a function here",
        "`x` is neither an instance nor a function here",
    ]


def with_an_rcp_about_outsiders() -> Cloud:
    """Prod as a member of an organization whose RCP denies STS to whoever has no key of this organization."""
    other = {
        "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-northwind1"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    }
    statement = {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Resource": "*", "Condition": other}
    rcp, root = ControlPolicy("ours-only", policy(statement)), Attached(("FullAWSAccess",), ("ours-only",))
    members = (Member("999900001111"), Member(PROD))
    organization = Organization("o-northwind1", "999900001111", members, rcps=(rcp,), root=root)
    return replace(prod(), accounts=(*prod().accounts, Account("999900001111", "root")), organization=organization)


def test_people_of_a_directory_belong_to_no_organization_until_they_have_a_role() -> None:
    """D67: an RCP about the caller's organization shuts out all federation."""
    dana, parameters = SamlAssertion(CORP, "dana"), AssumeRoleParameters(role_arn("staff"), "dana")
    assert assume_role_with_saml(prod(), dana, parameters).session
    handshake = assume_role_with_saml(with_an_rcp_about_outsiders(), dana, parameters)
    assert handshake.session is None
    assert handshake.evaluation
    assert handshake.evaluation.decided_by is GateKind.RCP


def test_nobody_but_an_identity_provider_vouches_for_people() -> None:
    """S12: also where a trust policy names everybody."""
    everybody = role("open", {"AWS": "*"}, ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"])
    account = replace(prod().accounts[0], roles=(everybody,))
    cloud = prod().with_account(account)
    parameters = AssumeRoleParameters(role_arn("open"), "dana")
    for provider in ("anonymous", f"arn:aws:iam::{PROD}:user/nobody", "ec2.amazonaws.com"):
        by_saml = assume_role_with_saml(cloud, SamlAssertion(provider, "dana"), parameters)
        token = WebIdentityToken(provider, BRANCH, "sts.amazonaws.com")
        by_token = assume_role_with_web_identity(cloud, token, parameters)
        for handshake in (by_saml, by_token):
            assert isinstance(handshake.problems[0], RequestProblem)
            assert handshake.problems[0].field == "provider"


def test_a_token_for_another_party_is_told_by_that_party_and_its_audience_apart() -> None:
    """C77."""
    token = WebIdentityToken(GITHUB_ARN, BRANCH, "sts.amazonaws.com", {"azp": ("app-1",)})
    keys, plain = token.keys(), WebIdentityToken(GITHUB_ARN, BRANCH, "sts.amazonaws.com").keys()
    assert (keys[f"{GITHUB}:aud"], keys[f"{GITHUB}:oaud"]) == (("app-1",), ("sts.amazonaws.com",))
    assert (plain[f"{GITHUB}:aud"], plain.get(f"{GITHUB}:oaud")) == (("sts.amazonaws.com",), None)


def test_a_session_of_an_instance_says_how_its_role_was_delivered() -> None:
    """C38: AWS's sample denies what comes with the first version of the metadata service."""
    old = {"NumericLessThan": {"ec2:RoleDelivery": "2.0"}}
    new = {"NumericGreaterThanEquals": {"ec2:RoleDelivery": "2.0"}}
    for condition, allowed in ((old, True), (new, False)):
        denied = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}
        account = prod().accounts[0]
        inline = (InlinePolicy("all", policy(allow("*"), denied)),)
        roles = tuple(replace(each, inline_policies=inline) for each in account.roles)
        cloud = prod().with_account(replace(account, roles=roles))
        handshake = credentials_of_workload(cloud, INSTANCE, role_arn("web"))
        assert handshake.session
        assert decision_of(handshake.cloud, handshake.session.arn, "s3:ListAllMyBuckets", "*").allowed is allowed


def test_what_only_the_trust_policy_sees_of_an_assertion_is_absent_afterwards() -> None:
    """C78: so that a condition on its absence is decided."""
    gone = {"Null": {"saml:aud": "true", "saml:iss": "true", "saml:doc": "true"}}
    account = prod().accounts[0]
    inline = (InlinePolicy("all", policy(allow("*", Condition=gone))),)
    roles = tuple(replace(each, inline_policies=inline) for each in account.roles)
    cloud = prod().with_account(replace(account, roles=roles))
    parameters = AssumeRoleParameters(role_arn("staff"), "dana")
    handshake = assume_role_with_saml(cloud, SamlAssertion(CORP, "dana"), parameters)
    assert handshake.session
    evaluation = decision_of(handshake.cloud, handshake.session.arn, "s3:ListAllMyBuckets", "*")
    assert (evaluation.allowed, evaluation.missing_context) == (True, ())


def test_a_function_of_one_letter_has_a_session_too() -> None:
    account = prod().accounts[0]
    short = replace(account, resources=(Resource(ResourceKind.FUNCTION, "f"),))
    arn = f"arn:aws:lambda:us-east-1:{PROD}:function:f"
    assert credentials_of_workload(prod().with_account(short), arn, role_arn("resize")).session


def test_sts_tells_a_caller_without_credentials_neither_who_asked_nor_why() -> None:
    draft = token(subject="repo:northwind/site:ref:refs/heads/draft")
    denied = assume_role_with_web_identity(prod(), draft, call("deploy", "build-7"))
    assert denied.evaluation
    assert denied.message == "Not authorized to perform sts:AssumeRoleWithWebIdentity"
    nobody = SamlAssertion(CORP, "ana@northwind.example")
    missing = assume_role_with_saml(prod(), nobody, call("no-such-role", "ana"))
    assert missing.evaluation is None
    assert missing.message == "Not authorized to perform sts:AssumeRoleWithSAML"
