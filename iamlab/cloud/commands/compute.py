"""Commands of EC2 and Lambda, some of which ask for several resources at once (M20)."""

from collections.abc import Iterator, Mapping

from iamlab.cloud.accounts import named
from iamlab.cloud.commands.model import (
    Command,
    CommandRequest,
    Desk,
    Keys,
    UnreadableCommand,
    tag_keys,
)
from iamlab.cloud.resources import DEFAULT_REGION, ResourceKind

_RUN = "ec2:RunInstances"


def run_instances(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`ec2 run-instances`: allowed only if it is for every resource that the launch uses or makes."""
    image = command.needed("image-id", "ami-0abc1234def567890")
    region = desk.region or DEFAULT_REGION
    own = f"arn:aws:ec2:{region}:{desk.account_id}"
    kind: Keys = {"ec2:InstanceType": (command.value("instance-type"),)} if command.value("instance-type") else {}
    tags = _tags_of(command)
    yield CommandRequest(_RUN, f"arn:aws:ec2:{region}::image/{image}", "uses the image")
    with_tags = {**kind, **tag_keys(tags.get("instance", {}))}
    yield CommandRequest(_RUN, f"{own}:instance/*", "makes the instance", with_tags)
    yield CommandRequest(_RUN, f"{own}:subnet/{command.value('subnet-id') or '*'}", "uses the subnet")
    for group in command.values("security-group-ids") or ("*",):
        yield CommandRequest(_RUN, f"{own}:security-group/{group}", "uses the security group")
    yield CommandRequest(_RUN, f"{own}:network-interface/*", "makes a network interface")
    yield CommandRequest(_RUN, f"{own}:volume/*", "makes the volume", tag_keys(tags.get("volume", {})))
    if command.value("key-name"):
        yield CommandRequest(_RUN, f"{own}:key-pair/{command.value('key-name')}", "uses the key pair")
    for type_, of_type in tags.items():
        keys = {"ec2:CreateAction": ("RunInstances",), **tag_keys(of_type)}
        yield CommandRequest("ec2:CreateTags", f"{own}:{type_}/*", f"tags the {type_}", keys)
    profile = command.value("iam-instance-profile")
    if profile:
        role = desk.role_arn(_role_of_profile(profile, desk))
        yield CommandRequest("iam:PassRole", role, "hands the role to EC2", passed_to("ec2.amazonaws.com"))


def _role_of_profile(text: str, desk: Desk) -> str:
    """The role in an instance profile that is named `Name=web` or by its ARN; a console makes both of one name."""
    kind, _, name = text.partition("=")
    if kind not in ("Name", "Arn") or not name:
        raise UnreadableCommand(f"`{text}` is no instance profile", "Write `--iam-instance-profile Name=web`.")
    name = name.rpartition("/")[2]
    found = named(desk.account.instance_profiles, name) if desk.account else None
    return found.role if found and found.role else name


def _tags_of(command: Command) -> Mapping[str, dict[str, str]]:
    """Tags by the type of what they are put on: `ResourceType=instance,Tags=[{Key=team,Value=orders}]`."""
    found: dict[str, dict[str, str]] = {}
    for text in command.values("tag-specifications"):
        head, _, rest = text.partition(",Tags=")
        type_ = head.removeprefix("ResourceType=")
        tags = {}
        for part in rest.strip("[]{} ").replace("},{", ";").split(";"):
            fields = dict(each.strip().partition("=")[::2] for each in part.split(","))
            if not fields.get("Key") or "Value" not in fields:
                help = "Write `'ResourceType=instance,Tags=[{Key=team,Value=orders}]'`, with the quotes."
                raise UnreadableCommand(f"`{text}` tells no tags", help)
            tags[fields["Key"]] = fields["Value"]
        if type_ not in ("instance", "volume"):
            raise UnreadableCommand(f"`{type_}` is not tagged here", "Tag `instance` or `volume`.")
        found[type_] = tags
    return found


def on_instances(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """Start, stop or terminate: one decision for each instance, and one for all of them together."""
    command.needed("instance-ids", "i-0123456789abcdef0")
    names = {
        "start-instances": "StartInstances",
        "stop-instances": "StopInstances",
        "terminate-instances": "TerminateInstances",
    }
    verb = command.operation.partition("-")[0]
    for name in command.values("instance-ids"):
        arn = desk.arn_of(ResourceKind.INSTANCE, name)
        yield CommandRequest(f"ec2:{names[command.operation]}", arn, f"{verb}s the instance")


def create_function(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`lambda create-function`: whoever makes a function also hands it a role (S60)."""
    name = command.needed("function-name", "orders")
    role = command.needed("role", f"arn:aws:iam::{desk.account_id}:role/orders")
    if ":role/" not in role:
        raise UnreadableCommand(f"`{role}` is no ARN of a role", "Lambda takes the role's ARN, not its name.")
    arn = desk.arn_of(ResourceKind.FUNCTION, name)
    yield CommandRequest("lambda:CreateFunction", arn, "makes the function")
    tags = dict(each.partition("=")[::2] for text in command.values("tags") for each in text.split(","))
    if tags:
        yield CommandRequest("lambda:TagResource", arn, "tags the function", tag_keys(tags))
    yield CommandRequest("iam:PassRole", role, "hands the role to Lambda", passed_to("lambda.amazonaws.com"))


def passed_to(service: str) -> Keys:
    """The key that says which service gets a role (C60)."""
    return {"iam:PassedToService": (service,)}
