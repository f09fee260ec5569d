"""Commands of EC2, some of which ask for several resources at once (M20)."""

from collections.abc import Iterator, Mapping

from iamlab.cloud.accounts import named
from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, UnreadableCommand, tag_keys
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.values import pairs, structure, structures, tags
from iamlab.cloud.resources import DEFAULT_REGION, ResourceKind, Tags

_RUN = "ec2:RunInstances"
_TAGGED = "'ResourceType=instance,Tags=[{Key=team,Value=orders}]'"
_PROFILE = "Name=web"


def run_instances(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`ec2 run-instances`: allowed only if it is for every resource that the launch uses or makes."""
    image = command.value("image-id")
    for option in ("launch-template", "network-interfaces"):
        if command.has(option):
            message = f"`--{option}` says more than is read here: what the launch uses"
            raise UnreadableCommand(message, "Name the image, the subnet and the groups by options of their own.")
    if not image:
        raise UnreadableCommand("`aws ec2 run-instances` needs `--image-id`", "Add `--image-id ami-0abc1234def567890`.")
    region = desk.region or DEFAULT_REGION
    own = f"arn:aws:ec2:{region}:{desk.account_id}"
    kind: Keys = {"ec2:InstanceType": (command.value("instance-type"),)} if command.value("instance-type") else {}
    tags = _tags_at_launch(command)
    yield CommandRequest(_RUN, f"arn:aws:ec2:{region}::image/{image}", "uses the image")
    with_tags = {**kind, **tag_keys(tags.get("instance", ()))}
    yield CommandRequest(_RUN, f"{own}:instance/*", "makes the instance", with_tags)
    yield CommandRequest(_RUN, f"{own}:subnet/{command.value('subnet-id') or '*'}", "uses the subnet")
    for group in command.values("security-group-ids") or ("*",):
        yield CommandRequest(_RUN, f"{own}:security-group/{group}", "uses the security group")
    yield CommandRequest(_RUN, f"{own}:network-interface/*", "makes a network interface")
    yield CommandRequest(_RUN, f"{own}:volume/*", "makes the volume", tag_keys(tags.get("volume", ())))
    if command.value("key-name"):
        yield CommandRequest(_RUN, f"{own}:key-pair/{command.value('key-name')}", "uses the key pair")
    for type_, of_type in tags.items():
        keys = {"ec2:CreateAction": ("RunInstances",), **tag_keys(of_type)}
        yield CommandRequest("ec2:CreateTags", f"{own}:{type_}/*", f"tags the {type_}", keys)
    if command.has("iam-instance-profile"):
        role = desk.arn_in_iam("role", _role_of_profile(command, desk))
        yield CommandRequest("iam:PassRole", role, "hands the role to EC2", passed_to("ec2.amazonaws.com"))


def _role_of_profile(command: Command, desk: Desk) -> str:
    """The role in an instance profile, which is named `Name=web` or by its ARN; the console makes both of one name."""
    fields = structure(command, "iam-instance-profile", _PROFILE)
    name = str(fields.get("Name") or fields.get("Arn") or "").rpartition("/")[2]
    if not name:
        help = f"Write `--iam-instance-profile {_PROFILE}`."
        raise UnreadableCommand("`--iam-instance-profile` names no instance profile", help)
    found = named(desk.account.instance_profiles, name) if desk.account else None
    if found and found.role:
        return found.role
    if found is None and desk.role(name):
        return name
    what = f"the instance profile `{name}` holds no role" if found else f"there is no instance profile `{name}`"
    there = ", ".join(f"`{each.name}`" for each in desk.account.instance_profiles) if desk.account else ""
    raise UnreadableCommand(what, f"Those of the account are: {there or 'none'}.")


def _tags_at_launch(command: Command) -> Mapping[str, Tags]:
    """Tags by the type of what they are put on."""
    found: dict[str, Tags] = {}
    for each in structures(command, "tag-specifications", _TAGGED):
        type_, given = each.get("ResourceType"), each.get("Tags")
        if not isinstance(given, list):
            raise UnreadableCommand("`--tag-specifications` tells no tags", f"Write {_TAGGED}, with the quotes.")
        if type_ not in ("instance", "volume", "network-interface"):
            help = "Tag `instance`, `volume` or `network-interface`."
            raise UnreadableCommand(f"`{type_}` is not tagged here", help)
        found[str(type_)] = pairs(given, "tag-specifications", _TAGGED)
    return found


_VERBS = {
    "start-instances": ("StartInstances", "starts the instance"),
    "stop-instances": ("StopInstances", "stops the instance"),
    "reboot-instances": ("RebootInstances", "restarts the instance"),
    "terminate-instances": ("TerminateInstances", "ends the instance"),
}


def on_instances(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """Start, stop or terminate: one decision for each instance, and one for all of them together."""
    action, why = _VERBS[command.operation]
    for name in command.values("instance-ids"):
        if not name.startswith("i-"):
            raise UnreadableCommand(f"`{name}` is no id of an instance", "Write it as `i-0123456789abcdef0`.")
        yield CommandRequest(f"ec2:{action}", desk.arn_of(ResourceKind.INSTANCE, name), why)


_TYPES = {"i": "instance", "vol": "volume", "sg": "security-group", "subnet": "subnet", "vpc": "vpc"}
_TYPES |= {"eni": "network-interface", "key": "key-pair", "rtb": "route-table", "igw": "internet-gateway"}


def on_tags(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`create-tags` and `delete-tags`: an id says by its first letters what it is of."""
    new = command.operation == "create-tags"
    keys = tag_keys(tags(command)) if new else {}
    for name in command.values("resources"):
        type_ = _TYPES.get(name.partition("-")[0])
        if type_ is None:
            known = ", ".join(f"`{each}-`" for each in _TYPES)
            raise UnreadableCommand(f"what `{name}` is cannot be told here", f"Name an id that begins with {known}.")
        arn = f"arn:aws:ec2:{desk.region or DEFAULT_REGION}:{desk.account_id}:{type_}/{name}"
        arn = desk.arn_of(ResourceKind.INSTANCE, name) if type_ == "instance" else arn
        action = "ec2:CreateTags" if new else "ec2:DeleteTags"
        yield CommandRequest(action, arn, f"tags the {type_}" if new else "takes the tags away", keys)


def passed_to(service: str) -> Keys:
    """The key that says which service gets a role (C60)."""
    return {"iam:PassedToService": (service,)}


def _describe(what: str, why: str) -> Kind:
    return Kind(OnNone(f"ec2:Describe{what}", why))


KINDS: Mapping[str, Kind] = {
    "run-instances": Kind(
        run_instances,
        "What the command does not name is asked for with `*` in its place. The image counts as your own.",
    ),
    **dict.fromkeys(_VERBS, Kind(on_instances)),
    "create-tags": Kind(on_tags),
    "delete-tags": Kind(on_tags),
    "describe-instances": _describe("Instances", "lists instances"),
    "describe-images": _describe("Images", "lists images"),
    "describe-volumes": _describe("Volumes", "lists volumes"),
    "describe-vpcs": _describe("Vpcs", "lists VPCs"),
    "describe-subnets": _describe("Subnets", "lists subnets"),
    "describe-security-groups": _describe("SecurityGroups", "lists security groups"),
    "describe-key-pairs": _describe("KeyPairs", "lists key pairs"),
    "describe-regions": _describe("Regions", "lists Regions"),
}
