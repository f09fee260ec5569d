"""What the requests of a universe are about: resources and identities that are there, and neighbours that are not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.resources import ResourceKind
from iamlab.engine import Effect, PolicyKind, parse_policy
from iamlab.engine.catalog import service

ACTIONS: Mapping[str, tuple[str, ...]] = {
    ResourceKind.BUCKET: ("s3:ListBucket", "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucket"),
    ResourceKind.OBJECT: ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectTagging"),
    ResourceKind.TABLE: ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:DeleteTable"),
    ResourceKind.QUEUE: ("sqs:ReceiveMessage", "sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:DeleteQueue"),
    ResourceKind.TOPIC: ("sns:Publish", "sns:Subscribe", "sns:GetTopicAttributes", "sns:DeleteTopic"),
    ResourceKind.KEY: ("kms:Decrypt", "kms:Encrypt", "kms:DescribeKey", "kms:PutKeyPolicy"),
    ResourceKind.FUNCTION: ("lambda:InvokeFunction", "lambda:GetFunction", "lambda:UpdateFunctionCode"),
    ResourceKind.INSTANCE: ("ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"),
    ResourceKind.SECRET: (
        "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue",
        "secretsmanager:DeleteSecret",
    ),
    ResourceKind.REPOSITORY: ("ecr:BatchGetImage", "ecr:PutImage", "ecr:DeleteRepository"),
    "role": ("sts:AssumeRole", "iam:PassRole", "iam:GetRole", "iam:AttachRolePolicy"),
    "user": ("iam:GetUser", "iam:CreateAccessKey", "iam:AttachUserPolicy"),
    "": ("s3:ListAllMyBuckets", "iam:ListUsers"),
}  # fmt: skip
"""Actions that people know, for each kind of resource; the empty kind takes no resource (M18)."""


class TargetFamily(StrEnum):
    """Whether a resource is there, or is a neighbour of one that is."""

    THERE = "there"
    NEIGHBOUR = "neighbour"
    SIBLING_PREFIX = "sibling_prefix"


@dataclass(frozen=True, slots=True)
class Target:
    """A resource with the actions to ask for on it.

    `actions` has one of each access level, `other_actions` more of the same levels. `account` is None for actions that
    take no resource.
    """

    arn: str
    account: str | None
    family: TargetFamily
    actions: tuple[str, ...]
    other_actions: tuple[str, ...]


def targets_of(cloud: Cloud, objects: tuple[str, ...] = ()) -> tuple[Target, ...]:
    """Everything that the requests of a cloud's universe are about, with further `objects` in its buckets."""
    named = _named_actions(cloud)
    found = [_target("*", None, TargetFamily.THERE, "", named)]
    for account in cloud.accounts:
        for arn, kind, family in _things(account):
            found.append(_target(arn, account.id, family, kind, named))
    known = {target.arn for target in found}
    for arn in objects:
        owner = cloud.bucket(arn.removeprefix("arn:aws:s3:::").partition("/")[0])
        if owner and arn not in known:
            found.append(_target(arn, owner[0].id, TargetFamily.NEIGHBOUR, ResourceKind.OBJECT, named))
    return tuple(found)


def public_targets(cloud: Cloud, targets: tuple[Target, ...]) -> frozenset[str]:
    """The ARNs of targets whose resource policy allows something to everybody, on whatever conditions (M30)."""
    opened = tuple(
        resource.arn(account.id)
        for account in cloud.accounts
        for resource in account.every_resource()
        if resource.policy is not None and resource.facts.policy and _is_open(resource.policy, resource.facts.policy)
    )
    return frozenset(
        target.arn for target in targets if any(target.arn == arn or target.arn.startswith(f"{arn}/") for arn in opened)
    )


@lru_cache(maxsize=512)
def _is_open(text: str, kind: PolicyKind) -> bool:
    document = parse_policy(text, kind).document
    return any(
        entry.key in ("", "AWS") and entry.value == "*"
        for statement in (document.statements if document else ())
        if statement.effect is Effect.ALLOW and statement.principal and not statement.principal.negated
        for entry in statement.principal.entries
    )


def _things(account: Account) -> Iterator[tuple[str, str, TargetFamily]]:
    objects = [each.name for each in account.resources if each.kind is ResourceKind.OBJECT]
    for bucket in account.buckets:
        keys = [name for name in objects if name.startswith(f"{bucket.name}/")] or [f"{bucket.name}/reports/q1.csv"]
        yield bucket.arn(), ResourceKind.BUCKET, TargetFamily.THERE
        for name in keys:
            yield f"arn:aws:s3:::{name}", ResourceKind.OBJECT, TargetFamily.THERE
            yield f"arn:aws:s3:::{_sibling(name)}", ResourceKind.OBJECT, TargetFamily.SIBLING_PREFIX
    for resource in account.resources:
        if resource.kind is ResourceKind.OBJECT:
            continue
        arn = resource.arn(account.id)
        yield arn, resource.kind, TargetFamily.THERE
        if resource.kind is not ResourceKind.KEY:
            yield f"{arn}-2", resource.kind, TargetFamily.NEIGHBOUR
    for role in account.roles:
        yield account.arn(role), "role", TargetFamily.THERE
    for user in account.users:
        yield account.arn(user), "user", TargetFamily.THERE


def _sibling(name: str) -> str:
    """An object whose key begins like another's, and lies under another prefix: `reports-2/q1.csv`."""
    bucket, _, key = name.partition("/")
    first, slash, rest = key.partition("/")
    return f"{bucket}/{first}-2{slash}{rest}"


def _target(
    arn: str, account: str | None, family: TargetFamily, kind: str, named: Mapping[str, tuple[str, ...]]
) -> Target:
    actions = tuple(dict.fromkeys((*ACTIONS[kind], *named.get(kind, ()))))
    first: dict[str, str] = {}
    for action in actions:
        first.setdefault(_level(action), action)
    chosen = tuple(first.values())
    return Target(arn, account, family, chosen, tuple(action for action in actions if action not in chosen))


def _named_actions(cloud: Cloud) -> Mapping[str, tuple[str, ...]]:
    """Actions that the cloud's policies name without a wildcard, by the kind of resource that they are about."""
    found: dict[str, list[str]] = {}
    for slot in policy_slots(cloud):
        document = slot.read().document if slot.text is not None else None
        for statement in document.statements if document else ():
            for pattern in statement.action.values:
                for kind in _kinds_of(pattern):
                    found.setdefault(kind, []).append(pattern)
    return {kind: tuple(dict.fromkeys(names)) for kind, names in found.items()}


@lru_cache(maxsize=4096)
def _kinds_of(action: str) -> tuple[str, ...]:
    """The kinds of resource that an action is about, as far as a universe has them."""
    prefix, _, name = action.partition(":")
    known = service(prefix)
    found = known.action(name) if known else None
    if found is None:
        return ()
    types = {each.type.lower() for each in found.resources}
    services = {kind: {each.partition(":")[0] for each in actions} for kind, actions in ACTIONS.items()}
    return tuple(kind for kind in ACTIONS if kind in types and prefix.lower() in services[kind])


@lru_cache(maxsize=4096)
def _level(action: str) -> str:
    prefix, _, name = action.partition(":")
    known = service(prefix)
    found = known.action(name) if known else None
    return ", ".join(found.access_levels) if found else ""
