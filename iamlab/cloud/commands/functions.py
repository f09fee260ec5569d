"""Commands of Lambda."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iamlab.cloud.commands.compute import passed_to
from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, UnreadableCommand, tag_keys
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.values import named_tags
from iamlab.cloud.resources import DEFAULT_REGION, ResourceKind

_NAME = re.compile(r"(?:(?P<account>[0-9]{12}):function:)?(?P<name>[\w-]+)(?P<qualifier>:[\w$-]+)?")


@dataclass(frozen=True, slots=True)
class OnFunction:
    """What is done to a function, or to a version or alias of it, which is a resource of its own."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        arn, qualifier = _arn(command, desk), command.value("qualifier")
        yield CommandRequest(self.action, f"{arn}:{qualifier}" if qualifier else arn, self.why)


def _arn(command: Command, desk: Desk) -> str:
    """The CLI takes a function's name, that with an account before it and a version after it, or the ARN."""
    text = command.value("function-name")
    if text.startswith("arn:"):
        return text
    found = _NAME.fullmatch(text)
    if found is None:
        help = f"Write `orders`, `orders:PROD` or `{desk.account_id}:function:orders`."
        raise UnreadableCommand(f"`{text}` is no name of a function", help)
    account, name, qualifier = found["account"], found["name"], found["qualifier"] or ""
    if account and account != desk.account_id:
        return f"arn:aws:lambda:{desk.region or DEFAULT_REGION}:{account}:function:{name}{qualifier}"
    return f"{desk.arn_of(ResourceKind.FUNCTION, name)}{qualifier}"


def create_function(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`lambda create-function`: whoever makes a function also hands it a role (S60)."""
    role, arn = _role(command), _arn(command, desk)
    given = tag_keys(named_tags(command))
    yield CommandRequest("lambda:CreateFunction", arn, "makes the function", given)
    if given:
        yield CommandRequest("lambda:TagResource", arn, "tags the function", given)
    yield CommandRequest("iam:PassRole", role, "hands the role to Lambda", passed_to("lambda.amazonaws.com"))


def update_configuration(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`lambda update-function-configuration`: another role is handed on like the first."""
    yield CommandRequest("lambda:UpdateFunctionConfiguration", _arn(command, desk), "changes the function")
    if command.has("role"):
        keys = passed_to("lambda.amazonaws.com")
        yield CommandRequest("iam:PassRole", _role(command), "hands the role to Lambda", keys)


def add_permission(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`lambda add-permission`: who gets in is a key of the request."""
    keys: Keys = {"lambda:Principal": (command.value("principal"),)}
    yield CommandRequest("lambda:AddPermission", _arn(command, desk), "adds to the function's policy", keys)


def _role(command: Command) -> str:
    role = command.value("role")
    if not re.fullmatch(r"arn:aws:iam::[0-9]{12}:role/.+", role):
        raise UnreadableCommand(f"`{role}` is no ARN of a role", "Lambda takes the role's ARN, not its name.")
    return role


_TRUST = "That the role's trust policy names Lambda is checked too: PassRole alone does not say so."

KINDS: Mapping[str, Kind] = {
    "invoke": Kind(OnFunction("lambda:InvokeFunction", "calls the function")),
    "create-function": Kind(create_function, _TRUST),
    "get-function": Kind(OnFunction("lambda:GetFunction", "reads the function")),
    "get-function-configuration": Kind(OnFunction("lambda:GetFunctionConfiguration", "reads the configuration")),
    "update-function-code": Kind(OnFunction("lambda:UpdateFunctionCode", "changes the code")),
    "update-function-configuration": Kind(update_configuration, _TRUST),
    "delete-function": Kind(OnFunction("lambda:DeleteFunction", "deletes the function")),
    "get-policy": Kind(OnFunction("lambda:GetPolicy", "reads the function's policy")),
    "add-permission": Kind(add_permission),
    "list-functions": Kind(OnNone("lambda:ListFunctions", "lists the functions of the account")),
}
