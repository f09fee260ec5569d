"""Commands of IAM and STS."""

from collections.abc import Iterator

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, UnreadableCommand, pairs_of, tag_keys


def create_user(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`iam create-user`; a boundary is part of the request, tags are a permission of their own."""
    name, path = command.needed("user-name", "eva"), command.value("path") or "/"
    arn = desk.user_arn(name, path)
    tags = pairs_of(command, "tags")
    yield CommandRequest("iam:CreateUser", arn, "makes the user", {**_boundary(command), **tag_keys(tags)})
    if tags:
        yield CommandRequest("iam:TagUser", arn, "tags the user", tag_keys(tags))


def create_role(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`iam create-role`."""
    name, path = command.needed("role-name", "orders"), command.value("path") or "/"
    arn = desk.role_arn(name, path)
    tags = pairs_of(command, "tags")
    yield CommandRequest("iam:CreateRole", arn, "makes the role", {**_boundary(command), **tag_keys(tags)})
    if tags:
        yield CommandRequest("iam:TagRole", arn, "tags the role", tag_keys(tags))


def on_user(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """What is done to one user."""
    actions = {
        "get-user": ("iam:GetUser", "reads the user"),
        "delete-user": ("iam:DeleteUser", "deletes the user"),
        "create-access-key": ("iam:CreateAccessKey", "makes an access key"),
        "attach-user-policy": ("iam:AttachUserPolicy", "attaches the policy"),
        "put-user-policy": ("iam:PutUserPolicy", "writes the inline policy"),
    }
    action, why = actions[command.operation]
    yield CommandRequest(action, desk.user_arn(command.needed("user-name", "eva")), why, _policy(command))


def on_role(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """What is done to one role."""
    actions = {
        "get-role": ("iam:GetRole", "reads the role"),
        "delete-role": ("iam:DeleteRole", "deletes the role"),
        "attach-role-policy": ("iam:AttachRolePolicy", "attaches the policy"),
        "put-role-policy": ("iam:PutRolePolicy", "writes the inline policy"),
        "update-assume-role-policy": ("iam:UpdateAssumeRolePolicy", "changes the trust policy"),
    }
    action, why = actions[command.operation]
    yield CommandRequest(action, desk.role_arn(command.needed("role-name", "orders")), why, _policy(command))


def assume_role(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sts assume-role`; session tags and a source identity are permissions of their own (S20, S30)."""
    role = command.needed("role-arn", f"arn:aws:iam::{desk.account_id}:role/orders")
    if ":role/" not in role:
        raise UnreadableCommand(f"`{role}` is no ARN of a role", "AssumeRole takes the role's ARN, not its name.")
    keys: dict[str, tuple[str, ...]] = {"sts:RoleSessionName": (command.needed("role-session-name", "ana"),)}
    if command.value("external-id"):
        keys["sts:ExternalId"] = (command.value("external-id"),)
    tags = pairs_of(command, "tags")
    keys |= tag_keys(tags)
    identity = command.value("source-identity")
    if identity:
        keys["sts:SourceIdentity"] = (identity,)
    yield CommandRequest("sts:AssumeRole", role, "asks for a session of the role", keys)
    if tags:
        yield CommandRequest("sts:TagSession", role, "passes session tags", keys)
    if identity:
        yield CommandRequest("sts:SetSourceIdentity", role, "sets the source identity", keys)


def assume_root(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`sts assume-root`; the task policy comes as `arn=…`."""
    target = command.needed("target-principal", "444455556666")
    task = command.needed("task-policy-arn", "arn=arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy")
    root = target if target.startswith("arn:") else f"arn:aws:iam::{target}:root"
    keys = {"sts:TaskPolicyArn": (task.removeprefix("arn="),)}
    yield CommandRequest("sts:AssumeRoot", root, "asks for a session of the root user", keys)


def _boundary(command: Command) -> Keys:
    arn = command.value("permissions-boundary")
    return {"iam:PermissionsBoundary": (arn,)} if arn else {}


def _policy(command: Command) -> Keys:
    arn = command.value("policy-arn")
    return {"iam:PolicyARN": (arn,)} if arn else {}
