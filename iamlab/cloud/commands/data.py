"""Commands of services that keep data: DynamoDB, SQS, SNS, KMS, Secrets Manager, and Lambda as far as it is called."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, UnreadableCommand
from iamlab.cloud.resources import ResourceKind

_QUEUE_URL = re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com/([0-9]{12})/([\w.-]+)")

_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab"


@dataclass(frozen=True, slots=True)
class OnOne:
    """A command that makes one request about one resource, which an option names."""

    action: str
    kind: ResourceKind
    option: str
    example: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        name = command.needed(self.option, self.example)
        yield CommandRequest(self.action, desk.arn_of(self.kind, name), self.why)


@dataclass(frozen=True, slots=True)
class OnNone:
    """A command that makes one request without a resource (M18)."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        yield CommandRequest(self.action, "*", self.why)


def query(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`dynamodb query` and `scan`, of a table or of one of its indexes."""
    actions = {"query": "dynamodb:Query", "scan": "dynamodb:Scan"}
    arn = desk.arn_of(ResourceKind.TABLE, command.needed("table-name", "orders"))
    index = command.value("index-name")
    why = f"reads the index {index}" if index else "reads items of the table"
    yield CommandRequest(actions[command.operation], f"{arn}/index/{index}" if index else arn, why)


def batch_get_item(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`dynamodb batch-get-item`: one call about several tables, which have to be allowed one and all."""
    text = command.needed("request-items", """'{"orders": {"Keys": []}}'""")
    try:
        tables = json.loads(text)
    except (ValueError, RecursionError):
        tables = None
    if not isinstance(tables, dict) or not tables:
        raise UnreadableCommand(
            "`--request-items` is no JSON object of tables", """Write `'{"orders": {"Keys": []}}'`, with the quotes."""
        )
    for name in tables:
        arn = desk.arn_of(ResourceKind.TABLE, name)
        yield CommandRequest("dynamodb:BatchGetItem", arn, f"reads items of {name.rpartition('/')[2]}")


def on_queue(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """What is done to a queue, which the CLI names by its URL."""
    actions = {
        "send-message": ("sqs:SendMessage", "sends the message"),
        "receive-message": ("sqs:ReceiveMessage", "receives messages"),
        "delete-message": ("sqs:DeleteMessage", "deletes the message"),
        "get-queue-attributes": ("sqs:GetQueueAttributes", "reads the queue's attributes"),
        "purge-queue": ("sqs:PurgeQueue", "deletes all messages"),
    }
    example = f"https://sqs.us-east-1.amazonaws.com/{desk.account_id}/orders"
    url = command.needed("queue-url", example)
    found = _QUEUE_URL.fullmatch(url)
    if found is None:
        raise UnreadableCommand(f"`{url}` is no URL of a queue", f"Write `{example}`.")
    region, account, name = found.groups()
    action, why = actions[command.operation]
    yield CommandRequest(action, f"arn:aws:sqs:{region}:{account}:{name}", why)


def on_key(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """What is done with a key. A ciphertext tells its key to KMS, and not to anybody who looks at the command."""
    actions = {
        "decrypt": ("kms:Decrypt", "decrypts with the key"),
        "encrypt": ("kms:Encrypt", "encrypts with the key"),
        "generate-data-key": ("kms:GenerateDataKey", "makes a data key"),
        "describe-key": ("kms:DescribeKey", "reads the key's description"),
    }
    name = command.needed("key-id", _KEY).removeprefix("key/")
    if name.startswith("alias/") or ":alias/" in name:
        raise UnreadableCommand(f"`{name}` is an alias", "Name the key by its id or ARN: this cloud has no aliases.")
    context = dict(
        part.partition("=")[::2] for text in command.values("encryption-context") for part in text.split(",")
    )
    keys: dict[str, tuple[str, ...]] = {f"kms:EncryptionContext:{key}": (value,) for key, value in context.items()}
    if keys:
        keys["kms:EncryptionContextKeys"] = tuple(context)
    action, why = actions[command.operation]
    yield CommandRequest(action, desk.arn_of(ResourceKind.KEY, name), why, keys)


def on_secret(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """What is done to a secret."""
    actions = {
        "get-secret-value": ("secretsmanager:GetSecretValue", "reads the secret's value"),
        "put-secret-value": ("secretsmanager:PutSecretValue", "writes a new value"),
        "describe-secret": ("secretsmanager:DescribeSecret", "reads what is known of the secret"),
        "delete-secret": ("secretsmanager:DeleteSecret", "deletes the secret"),
    }
    action, why = actions[command.operation]
    stage = command.value("version-stage")
    keys = {"secretsmanager:VersionStage": (stage,)} if stage else {}
    arn = desk.arn_of(ResourceKind.SECRET, command.needed("secret-id", "orders/database"))
    yield CommandRequest(action, arn, why, keys)
