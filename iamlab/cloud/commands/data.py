"""Commands of DynamoDB and ECR."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, UnreadableCommand, tag_keys
from iamlab.cloud.commands.options import example_of
from iamlab.cloud.commands.plain import OnNone, OnOne
from iamlab.cloud.commands.values import Value, structure, structures, tags
from iamlab.cloud.resources import DEFAULT_REGION, ResourceKind

_TABLES = """'{"orders": {"Keys": [{"id": {"S": "17"}}]}}'"""
_WRITES = """'[{"Put": {"TableName": "orders", "Item": {"id": {"S": "17"}}}}]'"""
_LEADING = "dynamodb:LeadingKeys"


@dataclass(frozen=True, slots=True)
class OnItem:
    """What is done to one item of a table.

    A key of one attribute is the partition key; of a key of two, the command does not say which is.
    """

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        arn = desk.arn_of(ResourceKind.TABLE, command.value("table-name"))
        yield CommandRequest(self.action, arn, self.why, _leading_key(command))


def _leading_key(command: Command) -> Keys:
    text = command.value("key")
    if not text or text.startswith("file://"):
        return {}
    match list(structure(command, "key", example_of("dynamodb", "key")).values()):
        case [{**typed}] if len(typed) == 1:
            value = next(iter(typed.values()))
            return {_LEADING: (value,)} if isinstance(value, str) else {}
    return {}


def query(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`dynamodb query` and `scan`, of a table or of one of its indexes."""
    actions = {"query": "dynamodb:Query", "scan": "dynamodb:Scan"}
    arn = desk.arn_of(ResourceKind.TABLE, command.value("table-name"))
    index = command.value("index-name")
    why = f"reads the index {index}" if index else "reads items of the table"
    yield CommandRequest(actions[command.operation], f"{arn}/index/{index}" if index else arn, why)


def batch(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`batch-get-item` and `batch-write-item`: one call about several tables, each of which has to be allowed."""
    reads = command.operation == "batch-get-item"
    tables = structure(command, "request-items", _TABLES)
    if not tables:
        raise UnreadableCommand("`--request-items` names no table", f"Write `--request-items {_TABLES}`.")
    action, why = ("BatchGetItem", "reads items of") if reads else ("BatchWriteItem", "writes items of")
    for name in tables:
        arn = desk.arn_of(ResourceKind.TABLE, name)
        yield CommandRequest(f"dynamodb:{action}", arn, f"{why} {name.rpartition('/')[2]}")


def transact(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """A transaction asks for what it does to each item, under the name of the operation that would do it alone."""
    verbs = {"Get": "GetItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
    verbs["ConditionCheck"] = "ConditionCheckItem"
    enclosing = "TransactGetItems" if command.operation == "transact-get-items" else "TransactWriteItems"
    keys = {"dynamodb:EnclosingOperation": (enclosing,)}
    for item in structures(command, "transact-items", _WRITES):
        for verb, what in item.items():
            table = _table_of(what)
            if verb not in verbs or not table:
                help = f"Write `--transact-items {_WRITES}`."
                raise UnreadableCommand("`--transact-items` holds a step without a table", help)
            arn = desk.arn_of(ResourceKind.TABLE, table)
            yield CommandRequest(f"dynamodb:{verbs[verb]}", arn, f"is a step of the transaction: {verb}", keys)


def _table_of(what: Value) -> str:
    name = what.get("TableName") if isinstance(what, Mapping) else None
    return name if isinstance(name, str) else ""


def create_table(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`dynamodb create-table`; tags are a permission of their own."""
    arn = desk.arn_of(ResourceKind.TABLE, command.value("table-name"))
    keys = tag_keys(tags(command))
    yield CommandRequest("dynamodb:CreateTable", arn, "makes the table", keys)
    if keys:
        yield CommandRequest("dynamodb:TagResource", arn, "tags the table", keys)


def _table(action: str, why: str) -> Kind:
    return Kind(OnOne(f"dynamodb:{action}", ResourceKind.TABLE, "table-name", why))


@dataclass(frozen=True, slots=True)
class OnRepositories:
    """What is done to a repository of images, or to several; without a name, to all of the registry."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        registry = command.value("registry-id")
        names = command.values("repository-names") or command.values("repository-name") or ("*",)
        for name in names:
            other = f"arn:aws:ecr:{desk.region or DEFAULT_REGION}:{registry or desk.account_id}:repository/{name}"
            whole = registry not in ("", desk.account_id) or name == "*"
            yield CommandRequest(self.action, other if whole else desk.arn_of(ResourceKind.REPOSITORY, name), self.why)


def create_repository(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`ecr create-repository`; tags are a permission of their own."""
    arn = desk.arn_of(ResourceKind.REPOSITORY, command.value("repository-name"))
    keys = tag_keys(tags(command))
    yield CommandRequest("ecr:CreateRepository", arn, "makes the repository", keys)
    if keys:
        yield CommandRequest("ecr:TagResource", arn, "tags the repository", keys)


DYNAMODB: Mapping[str, Kind] = {
    "get-item": Kind(OnItem("dynamodb:GetItem", "reads the item")),
    "put-item": _table("PutItem", "writes the item"),
    "update-item": Kind(OnItem("dynamodb:UpdateItem", "changes the item")),
    "delete-item": Kind(OnItem("dynamodb:DeleteItem", "deletes the item")),
    "query": Kind(query),
    "scan": Kind(query),
    "batch-get-item": Kind(batch),
    "batch-write-item": Kind(batch),
    "transact-get-items": Kind(transact),
    "transact-write-items": Kind(transact),
    "create-table": Kind(create_table),
    "describe-table": _table("DescribeTable", "reads the table's description"),
    "update-table": _table("UpdateTable", "changes the table"),
    "delete-table": _table("DeleteTable", "deletes the table"),
    "list-tables": Kind(OnNone("dynamodb:ListTables", "lists the tables of the account")),
}

_PUSH = "A push with `docker push` makes more requests: `ecr:InitiateLayerUpload`, `ecr:UploadLayerPart` and others."

ECR: Mapping[str, Kind] = {
    "get-login-password": Kind(OnNone("ecr:GetAuthorizationToken", "gets a password for the registry")),
    "get-authorization-token": Kind(OnNone("ecr:GetAuthorizationToken", "gets a token for the registry")),
    "batch-get-image": Kind(OnRepositories("ecr:BatchGetImage", "reads the images' manifests")),
    "batch-delete-image": Kind(OnRepositories("ecr:BatchDeleteImage", "deletes the images")),
    "describe-images": Kind(OnRepositories("ecr:DescribeImages", "reads what is known of the images")),
    "list-images": Kind(OnRepositories("ecr:ListImages", "lists the images")),
    "put-image": Kind(OnRepositories("ecr:PutImage", "writes the image's manifest"), _PUSH),
    "describe-repositories": Kind(OnRepositories("ecr:DescribeRepositories", "reads what is known of it")),
    "create-repository": Kind(create_repository),
    "delete-repository": Kind(OnRepositories("ecr:DeleteRepository", "deletes the repository")),
    "get-repository-policy": Kind(OnRepositories("ecr:GetRepositoryPolicy", "reads the repository's policy")),
    "set-repository-policy": Kind(OnRepositories("ecr:SetRepositoryPolicy", "writes the repository's policy")),
    "delete-repository-policy": Kind(OnRepositories("ecr:DeleteRepositoryPolicy", "deletes the repository's policy")),
}
