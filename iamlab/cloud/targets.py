"""What is asked for: whose a resource is, which policy it carries, which tags."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from iamlab.cloud.accounts import Account
from iamlab.cloud.callers import no_such_account, tag_facts
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.places import PolicySlot
from iamlab.cloud.policies import resource_slot, trust_slot
from iamlab.cloud.problems import NotModelled, RequestProblem
from iamlab.cloud.resources import Bucket, Resource, ResourceKind
from iamlab.engine import Arn, Request, SamlIdentity, WebIdentity, closest, in_backticks, parse_arn, resource_mistake

_WITHOUT_ACCOUNT = ("image/", "snapshot/")
"""What EC2 names without an account, whoever owns it; here it counts as the caller's own."""


@dataclass(frozen=True, slots=True)
class Target:
    """A resource with its owner's account id and its own policy: a role's is its trust policy."""

    owner: str
    policy: PolicySlot | None = None
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


def find_target(
    cloud: Cloud, action: str, resource: str, caller_account: str | None
) -> Target | RequestProblem | NotModelled:
    """The resource that an ARN or `*` names; `*` belongs to the caller's account (M18, D64)."""
    if mistake := resource_mistake(resource):
        return RequestProblem("resource", mistake.message, mistake.help)
    arn = parse_arn(resource)
    if arn is None:
        return _without_resource(caller_account)
    if arn.service == "s3" and not arn.account:
        return _in_bucket(cloud, action, arn, caller_account)
    if arn.service == "ec2" and not arn.account and arn.resource.startswith(_WITHOUT_ACCOUNT):
        return _without_resource(caller_account)
    if not arn.account:
        message = f"whose {in_backticks(resource)} is cannot be told: its ARN names no account"
        return NotModelled(message, "Only buckets are known by name alone. Ask for a resource with an account id.")
    account = cloud.account(arn.account)
    if account is None:
        return no_such_account(cloud, "resource", arn.account)
    return _identity(account, resource) if arn.service == "iam" else _resource(account, resource, account.resources)


def _without_resource(caller_account: str | None) -> Target | RequestProblem:
    if caller_account is None:
        message = "nothing tells whose resource is asked for"
        return RequestProblem("resource", message, "Give its ARN: this caller belongs to no account.")
    return Target(caller_account)


def _in_bucket(cloud: Cloud, action: str, arn: Arn, caller_account: str | None) -> Target | RequestProblem:
    """A bucket or an object in it."""
    name, _, _ = arn.resource.partition("/")
    found = cloud.bucket(name)
    if found:
        account, bucket = found
        objects = (each for each in account.resources if each.kind is ResourceKind.OBJECT)
        return _resource(account, str(arn), (bucket, *objects))
    if action.lower() == "s3:createbucket" and caller_account:
        return Target(caller_account)
    buckets = [bucket.name for account in cloud.accounts for bucket in account.buckets]
    guess = closest(name, buckets)
    help = f"Did you mean `{guess}`?" if guess else f"The buckets are: {', '.join(buckets) or 'none'}."
    return RequestProblem("resource", f"there is no bucket {in_backticks(name)} here", help)


def _resource(account: Account, arn: str, among: Iterable[Bucket | Resource]) -> Target:
    """A resource, or something in one, such as an object nobody listed; a part has the policy of the whole.

    Tags are the resource's own: those of a bucket are not those of its objects (C45).
    """
    around = [each for each in among if _is_in(arn, each.arn(account.id))]
    whole = next((each for each in around if each.arn(account.id) == arn), None)
    policies = ((each, each.facts.policy) for each in around)
    slot = next((resource_slot(account, each, kind) for each, kind in policies if kind), None)
    if whole is None:
        return Target(account.id, slot)
    facts: dict[str, tuple[str, ...]] = {}
    for key in whole.facts.tag_keys:
        facts |= tag_facts(key, whole.tags)
    return Target(account.id, slot, facts, frozenset(f"{key}/" for key in whole.facts.tag_keys))


def _is_in(arn: str, whole: str) -> bool:
    return arn.startswith(whole) and (len(arn) == len(whole) or arn[len(whole)] in "/:")


def _identity(account: Account, resource: str) -> Target:
    """A user or role with its tags, a role with its trust policy; else only the account counts (S14, C65)."""
    role = account.role(resource)
    tagged = role or account.user(resource)
    if tagged is None:
        return Target(account.id)
    facts = tag_facts("aws:ResourceTag", tagged.tags) | tag_facts("iam:ResourceTag", tagged.tags)
    absent = frozenset({"aws:ResourceTag/", "iam:ResourceTag/"})
    return Target(account.id, trust_slot(account, role) if role else None, facts, absent)


def no_such_role(account: Account, request: Request) -> RequestProblem:
    """There is no role to assume. AWS answers as if it were not allowed: strangers do not learn which roles exist."""
    role_arn, caller = request.resource, request.principal
    guess = closest(role_arn, (account.arn(role) for role in account.roles))
    help = f"Did you mean `{guess}`?" if guess else "Choose one of the account's roles."
    aws = f"User: {caller.arn} is not authorized to perform: {request.action} on resource: {role_arn}"
    if isinstance(caller, (SamlIdentity, WebIdentity)):
        aws = f"Not authorized to perform {request.action}"
    message = f"account {account.id} has no role {in_backticks(role_arn.partition(':role/')[2])}"
    return RequestProblem("resource", message, help, aws, code="AccessDenied")


def no_such_key(account: Account, key_arn: str) -> RequestProblem:
    """There is no key, and so no key policy to ask (D70)."""
    keys = [each.arn(account.id) for each in account.resources if each.kind is ResourceKind.KEY]
    guess = closest(key_arn, keys)
    help = f"Did you mean `{guess}`?" if guess else f"The account's keys are: {', '.join(keys) or 'none'}."
    aws = f"Key '{key_arn}' does not exist"
    message = f"account {account.id} has no key {in_backticks(key_arn.partition(':key/')[2])}"
    return RequestProblem("resource", message, help, aws)
