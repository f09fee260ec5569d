"""Commands of IAM."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, Reader, UnreadableCommand, tag_keys
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.values import tags

_BOUNDARY = "iam:PermissionsBoundary"


def create(type_: str) -> Reader:
    """`create-user` and `create-role`; a boundary is part of the request, tags are a permission of their own."""

    def read(command: Command, desk: Desk) -> Iterator[CommandRequest]:
        arn = desk.new_arn(type_, command.value(f"{type_}-name"), command.value("path"))
        boundary, given = _new_boundary(command), tag_keys(tags(command))
        keys: Keys = {**({_BOUNDARY: (boundary,)} if boundary else {}), **given}
        absent = frozenset() if boundary else frozenset({_BOUNDARY})
        yield CommandRequest(f"iam:Create{type_.capitalize()}", arn, f"makes the {type_}", keys, absent)
        if given:
            yield CommandRequest(f"iam:Tag{type_.capitalize()}", arn, f"tags the {type_}", given)

    return read


@dataclass(frozen=True, slots=True)
class OnIdentity:
    """What is done to one user, role, group or instance profile: to the caller's own user where none is named.

    A request about the policies of a user or role carries the boundary that it has, or gets.
    """

    action: str
    type: str
    why: str
    with_boundary: bool = False

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        name = command.value(f"{self.type}-name") or _own_name(command, desk)
        keys = {"iam:PolicyARN": (_policy_arn(command, "policy-arn"),)} if command.has("policy-arn") else {}
        boundary = _new_boundary(command) or (_boundary_of(desk, self.type, name) or "")
        absent: frozenset[str] = frozenset()
        if self.with_boundary and boundary:
            keys[_BOUNDARY] = (boundary,)
        elif self.with_boundary:
            absent = frozenset({_BOUNDARY})
        yield CommandRequest(self.action, desk.arn_in_iam(self.type, name), self.why, keys, absent)


def _own_name(command: Command, desk: Desk) -> str:
    if desk.user is None:
        message = f"`aws {command.name}` needs `--user-name`: whoever asks is no user that it could mean"
        raise UnreadableCommand(message, "Add `--user-name eva`.")
    return desk.user.name


def _boundary_of(desk: Desk, type_: str, name: str) -> str | None:
    if desk.account is None or type_ not in ("user", "role"):
        return None
    among = desk.account.users if type_ == "user" else desk.account.roles
    return next((each.permissions_boundary for each in among if each.name == name), None)


def _new_boundary(command: Command) -> str:
    """The boundary that the command sets; empty where it sets none."""
    return _policy_arn(command, "permissions-boundary") if command.has("permissions-boundary") else ""


def _policy_arn(command: Command, option: str) -> str:
    arn = command.value(option)
    if not arn.startswith("arn:aws:iam::") or ":policy/" not in arn:
        raise UnreadableCommand(f"`{arn}` is no ARN of a policy", "Write `arn:aws:iam::ACCOUNT:policy/NAME`.")
    return arn


@dataclass(frozen=True, slots=True)
class OnPolicy:
    """What is done to a managed policy, which the CLI names by its ARN."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        arn = _policy_arn(command, "policy-arn")
        if arn.startswith("arn:aws:iam::aws:"):
            message = f"`{arn}` is a policy of AWS, which belongs to no account here"
            raise UnreadableCommand(message, "Name a policy of your own account.")
        yield CommandRequest(self.action, arn, self.why)


def create_policy(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`create-policy`; tags are a permission of their own."""
    arn = desk.new_arn("policy", command.value("policy-name"), command.value("path"))
    given = tag_keys(tags(command))
    yield CommandRequest("iam:CreatePolicy", arn, "makes the policy", given)
    if given:
        yield CommandRequest("iam:TagPolicy", arn, "tags the policy", given)


def new_named(type_: str, action: str, why: str) -> Reader:
    """`create-group` and `create-instance-profile`."""

    def read(command: Command, desk: Desk) -> Iterator[CommandRequest]:
        arn = desk.new_arn(type_, command.value(f"{type_}-name"), command.value("path"))
        keys = tag_keys(tags(command))
        yield CommandRequest(action, arn, why, keys)
        if keys:
            yield CommandRequest("iam:TagInstanceProfile", arn, "tags it", keys)

    return read


def tag(type_: str) -> Reader:
    """`tag-user` and `tag-role`."""

    def read(command: Command, desk: Desk) -> Iterator[CommandRequest]:
        arn = desk.arn_in_iam(type_, command.value(f"{type_}-name"))
        yield CommandRequest(f"iam:Tag{type_.capitalize()}", arn, f"tags the {type_}", tag_keys(tags(command)))

    return read


def add_role(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`add-role-to-instance-profile`: EC2 will get the role, so it is handed on here (S60)."""
    profile = desk.arn_in_iam("instance-profile", command.value("instance-profile-name"))
    role = desk.arn_in_iam("role", command.value("role-name"))
    yield CommandRequest("iam:AddRoleToInstanceProfile", profile, "puts the role into the profile")
    keys = {"iam:PassedToService": ("ec2.amazonaws.com",)}
    yield CommandRequest("iam:PassRole", role, "hands the role to EC2", keys)


def _user(operation: str, why: str, *, with_boundary: bool = False) -> Kind:
    return Kind(OnIdentity(f"iam:{operation}", "user", why, with_boundary))


def _role(operation: str, why: str, *, with_boundary: bool = False) -> Kind:
    return Kind(OnIdentity(f"iam:{operation}", "role", why, with_boundary))


def _group(operation: str, why: str) -> Kind:
    return Kind(OnIdentity(f"iam:{operation}", "group", why))


def _policy(operation: str, why: str) -> Kind:
    return Kind(OnPolicy(f"iam:{operation}", why))


def _list(operation: str, why: str) -> Kind:
    return Kind(OnNone(f"iam:{operation}", why))


USERS: Mapping[str, Kind] = {
    "create-user": Kind(create("user")),
    "get-user": _user("GetUser", "reads the user"),
    "delete-user": _user("DeleteUser", "deletes the user"),
    "tag-user": Kind(tag("user")),
    "list-users": _list("ListUsers", "lists the users of the account"),
    "create-access-key": _user("CreateAccessKey", "makes an access key"),
    "list-access-keys": _user("ListAccessKeys", "lists the user's access keys"),
    "update-access-key": _user("UpdateAccessKey", "turns the access key on or off"),
    "delete-access-key": _user("DeleteAccessKey", "deletes the access key"),
    "create-login-profile": _user("CreateLoginProfile", "gives the user a password"),
    "attach-user-policy": _user("AttachUserPolicy", "attaches the policy", with_boundary=True),
    "detach-user-policy": _user("DetachUserPolicy", "detaches the policy", with_boundary=True),
    "list-attached-user-policies": _user("ListAttachedUserPolicies", "lists the attached policies"),
    "put-user-policy": _user("PutUserPolicy", "writes the inline policy", with_boundary=True),
    "get-user-policy": _user("GetUserPolicy", "reads the inline policy"),
    "delete-user-policy": _user("DeleteUserPolicy", "deletes the inline policy", with_boundary=True),
    "list-user-policies": _user("ListUserPolicies", "lists the inline policies"),
    "put-user-permissions-boundary": _user("PutUserPermissionsBoundary", "sets the boundary", with_boundary=True),
    "delete-user-permissions-boundary": _user(
        "DeleteUserPermissionsBoundary", "takes the boundary away", with_boundary=True
    ),
}

ROLES: Mapping[str, Kind] = {
    "create-role": Kind(create("role")),
    "get-role": _role("GetRole", "reads the role"),
    "delete-role": _role("DeleteRole", "deletes the role"),
    "tag-role": Kind(tag("role")),
    "list-roles": _list("ListRoles", "lists the roles of the account"),
    "update-assume-role-policy": _role("UpdateAssumeRolePolicy", "changes the trust policy"),
    "attach-role-policy": _role("AttachRolePolicy", "attaches the policy", with_boundary=True),
    "detach-role-policy": _role("DetachRolePolicy", "detaches the policy", with_boundary=True),
    "list-attached-role-policies": _role("ListAttachedRolePolicies", "lists the attached policies"),
    "put-role-policy": _role("PutRolePolicy", "writes the inline policy", with_boundary=True),
    "get-role-policy": _role("GetRolePolicy", "reads the inline policy"),
    "delete-role-policy": _role("DeleteRolePolicy", "deletes the inline policy", with_boundary=True),
    "list-role-policies": _role("ListRolePolicies", "lists the inline policies"),
    "put-role-permissions-boundary": _role("PutRolePermissionsBoundary", "sets the boundary", with_boundary=True),
    "delete-role-permissions-boundary": _role(
        "DeleteRolePermissionsBoundary", "takes the boundary away", with_boundary=True
    ),
    "create-instance-profile": Kind(new_named("instance-profile", "iam:CreateInstanceProfile", "makes the profile")),
    "add-role-to-instance-profile": Kind(add_role),
}

REST: Mapping[str, Kind] = {
    "create-group": Kind(new_named("group", "iam:CreateGroup", "makes the group")),
    "get-group": _group("GetGroup", "lists the group's users"),
    "delete-group": _group("DeleteGroup", "deletes the group"),
    "list-groups": _list("ListGroups", "lists the groups of the account"),
    "add-user-to-group": _group("AddUserToGroup", "puts the user into the group"),
    "remove-user-from-group": _group("RemoveUserFromGroup", "takes the user out of the group"),
    "attach-group-policy": _group("AttachGroupPolicy", "attaches the policy"),
    "detach-group-policy": _group("DetachGroupPolicy", "detaches the policy"),
    "put-group-policy": _group("PutGroupPolicy", "writes the inline policy"),
    "create-policy": Kind(create_policy),
    "get-policy": _policy("GetPolicy", "reads what is known of the policy"),
    "get-policy-version": _policy("GetPolicyVersion", "reads the version's document"),
    "create-policy-version": _policy("CreatePolicyVersion", "adds a version to the policy"),
    "set-default-policy-version": _policy("SetDefaultPolicyVersion", "puts the version in force"),
    "delete-policy": _policy("DeletePolicy", "deletes the policy"),
    "list-policies": _list("ListPolicies", "lists the policies of the account"),
    "get-account-summary": _list("GetAccountSummary", "counts what the account has"),
    "get-account-authorization-details": _list("GetAccountAuthorizationDetails", "reads all of the account's IAM"),
}

KINDS: Mapping[str, Kind] = {**USERS, **ROLES, **REST}
