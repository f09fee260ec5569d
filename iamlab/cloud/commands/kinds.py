"""The commands that can be read, by service and operation, with what each of them takes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from iamlab.cloud.commands import compute, data, identity, s3
from iamlab.cloud.commands.data import OnNone, OnOne
from iamlab.cloud.commands.model import Command, CommandRequest, Desk
from iamlab.cloud.resources import ResourceKind

Reader = Callable[[Command, Desk], Iterator[CommandRequest]]

FLAGS = frozenset(
    {
        "debug", "delete", "dryrun", "force", "follow-symlinks", "human-readable", "no-cli-pager", "no-follow-symlinks",
        "no-guess-mime-type", "no-paginate", "no-progress", "no-sign-request", "no-verify-ssl", "only-show-errors",
        "quiet", "recursive", "summarize",
    }
)  # fmt: skip
"""Options without a value."""

GLOBAL = frozenset({"region", "profile", "output", "query", "endpoint-url", "cli-input-json", "ca-bundle", "color"})
"""Options that every command has; of these, the region alone says something about the request."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One command: how it is read, the options that change its requests, and what its requests leave out."""

    read: Reader
    options: frozenset[str] = frozenset()
    note: str = ""


_UPLOAD = frozenset({"recursive", "dryrun", "acl", "sse", "sse-kms-key-id", "storage-class"})
_ENCRYPTED = (
    "An object encrypted with a KMS key also needs that key: `kms:Decrypt` to read, `kms:GenerateDataKey` to write."
)
_WHOLE = "One request stands for each object or file."
_OWN_KEY = "A secret encrypted with a key of your own also needs `kms:Decrypt` on that key."
_TAGGED = "An object with tags also needs `s3:GetObjectTagging` on the source and `s3:PutObjectTagging` on the target."


def _many(read: Reader, option: str, *operations: str, note: str = "", more: tuple[str, ...] = ()) -> dict[str, Kind]:
    """Several operations that one reader reads."""
    return dict.fromkeys(operations, Kind(read, frozenset({option, *more}), note))


def _table(action: str, why: str) -> Kind:
    one = OnOne(f"dynamodb:{action}", ResourceKind.TABLE, "table-name", "orders", why)
    return Kind(one, frozenset({"table-name"}))


def _function(action: str, why: str) -> Kind:
    one = OnOne(f"lambda:{action}", ResourceKind.FUNCTION, "function-name", "orders", why)
    return Kind(one, frozenset({"function-name"}))


KINDS: Mapping[str, Mapping[str, Kind]] = {
    "s3": {
        "cp": Kind(s3.copy, _UPLOAD, f"{_ENCRYPTED} {_TAGGED}"),
        "mv": Kind(s3.copy, _UPLOAD, f"{_ENCRYPTED} {_TAGGED}"),
        "sync": Kind(s3.sync, _UPLOAD | {"delete"}, f"{_WHOLE} {_ENCRYPTED}"),
        "rm": Kind(s3.remove, frozenset({"recursive", "dryrun"})),
        "ls": Kind(s3.list_, frozenset({"recursive"})),
        "mb": Kind(s3.make_bucket),
        "rb": Kind(s3.remove_bucket, frozenset({"force"})),
    },
    "dynamodb": {
        "get-item": _table("GetItem", "reads the item"),
        "put-item": _table("PutItem", "writes the item"),
        "update-item": _table("UpdateItem", "changes the item"),
        "delete-item": _table("DeleteItem", "deletes the item"),
        "describe-table": _table("DescribeTable", "reads the table's description"),
        "list-tables": Kind(OnNone("dynamodb:ListTables", "lists the tables of the account")),
        "batch-get-item": Kind(data.batch_get_item, frozenset({"request-items"})),
        **_many(data.query, "table-name", "query", "scan", more=("index-name",)),
    },
    "sqs": _many(
        data.on_queue, "queue-url", "send-message", "receive-message", "delete-message", "get-queue-attributes",
        "purge-queue",
    ),
    "sns": {
        "publish": Kind(
            OnOne("sns:Publish", ResourceKind.TOPIC, "topic-arn", "arn:aws:sns:us-east-1:444455556666:orders",
                  "publishes the message"),
            frozenset({"topic-arn"}),
        ),
    },
    "lambda": {
        "invoke": _function("InvokeFunction", "calls the function"),
        "get-function": _function("GetFunction", "reads the function"),
        "update-function-code": _function("UpdateFunctionCode", "changes the code"),
        "delete-function": _function("DeleteFunction", "deletes the function"),
        "create-function": Kind(
            compute.create_function, frozenset({"function-name", "role", "tags"}),
            "That the role's trust policy names Lambda is checked too: PassRole alone does not say so.",
        ),
    },
    "kms": _many(
        data.on_key, "key-id", "decrypt", "encrypt", "generate-data-key", "describe-key",
        more=("encryption-context",),
    ),
    "secretsmanager": _many(
        data.on_secret, "secret-id", "get-secret-value", "put-secret-value", "describe-secret", "delete-secret",
        note=_OWN_KEY, more=("version-stage",),
    ),
    "ec2": {
        "run-instances": Kind(
            compute.run_instances,
            frozenset({"image-id", "instance-type", "subnet-id", "security-group-ids", "key-name",
                       "iam-instance-profile", "tag-specifications"}),
            "What the command does not name is asked for with `*` in its place. The image counts as your own.",
        ),
        **_many(compute.on_instances, "instance-ids", "start-instances", "stop-instances", "terminate-instances"),
        "describe-instances": Kind(OnNone("ec2:DescribeInstances", "lists instances"), frozenset({"instance-ids"})),
    },
    "iam": {
        "create-user": Kind(identity.create_user, frozenset({"user-name", "path", "permissions-boundary", "tags"})),
        "create-role": Kind(identity.create_role, frozenset({"role-name", "path", "permissions-boundary", "tags"})),
        **_many(identity.on_user, "user-name", "get-user", "delete-user", "create-access-key", "attach-user-policy",
                "put-user-policy", more=("policy-arn",)),
        **_many(identity.on_role, "role-name", "get-role", "delete-role", "attach-role-policy", "put-role-policy",
                "update-assume-role-policy", more=("policy-arn",)),
        "list-users": Kind(OnNone("iam:ListUsers", "lists the users of the account")),
        "list-roles": Kind(OnNone("iam:ListRoles", "lists the roles of the account")),
    },
    "sts": {
        "assume-role": Kind(
            identity.assume_role,
            frozenset({"role-arn", "role-session-name", "external-id", "tags", "source-identity"}),
            "To get the session, assume the role in the panel: here it is only asked whether you may.",
        ),
        "assume-root": Kind(
            identity.assume_root, frozenset({"target-principal", "task-policy-arn"}),
            "To get the session, go to Sessions: here it is only asked whether you may.",
        ),
        "get-caller-identity": Kind(OnNone("sts:GetCallerIdentity", "tells who asks")),
        "get-session-token": Kind(OnNone("sts:GetSessionToken", "asks for a session token")),
    },
    "ecr": {
        "get-login-password": Kind(OnNone("ecr:GetAuthorizationToken", "gets a password for the registry")),
    },
}  # fmt: skip
