"""What single fields of things have to be like, whether a change, a form or a scenario file brings them."""

import re
from collections.abc import Container, Iterable, Iterator

from iamlab.cloud.identities import DEFAULT_MAX_SESSION_DURATION
from iamlab.cloud.names import PATH, PATH_HELP, REGION
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import Bucket, Resource, ResourceKind, Tags
from iamlab.engine import in_backticks
from iamlab.engine.catalog import service_prefixes

MOST_TAGS, LONGEST_TAG_KEY, LONGEST_TAG_VALUE = 50, 128, 256
LONGEST_MAXIMUM = 43_200
LONGEST_OBJECT_KEY = 1_024

_TAG_TEXT = re.compile(r"[\w .:/=+@-]*")
_DEVICE = re.compile(r"[\w+=/:,.@-]{1,256}", re.ASCII)
_VPC = re.compile(r"vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?")


def tag_problems(tags: Tags) -> Iterator[RequestProblem]:
    """Number, size and form of tags, those of sessions included, and keys that differ in case alone.

    Rules: I24, G44, S20, S21, G47.
    """
    if len(tags) > MOST_TAGS:
        yield RequestProblem("tags", f"{len(tags)} tags are too many", f"AWS allows {MOST_TAGS} at most.")
    seen: set[str] = set()
    for key, value in tags:
        yield from one_tag_problems(key, value, seen)
        seen.add(key.lower())


def one_tag_problems(key: str, value: str, others: Container[str]) -> Iterator[RequestProblem]:
    """What is wrong with one tag; `others` are the keys of those before it, in lower case."""
    shown = in_backticks(key)
    if not 1 <= len(key) <= LONGEST_TAG_KEY or len(value) > LONGEST_TAG_VALUE:
        limits = f"A key has 1 to {LONGEST_TAG_KEY} characters, a value {LONGEST_TAG_VALUE} at most."
        yield RequestProblem("tags", f"tag {shown} is too long or empty", limits)
    elif not _TAG_TEXT.fullmatch(key) or not _TAG_TEXT.fullmatch(value):
        wrong = in_backticks(key if not _TAG_TEXT.fullmatch(key) else value)
        message = f"{wrong} holds a character that tags cannot have"
        yield RequestProblem("tags", message, "Use letters, digits, spaces and `_.:/=+-@`.")
    if key.lower().startswith("aws:"):
        help = "Choose another key: that beginning is for AWS itself."
        yield RequestProblem("tags", f"tag {shown} begins with `aws:`", help)
    if key.lower() in others:
        yield RequestProblem("tags", f"tag {shown} stands here twice", "Tag keys have no case: keep one.")


def path_problems(path: str) -> Iterator[RequestProblem]:
    """The form of a path such as `/team/` (I21)."""
    if not PATH.fullmatch(path):
        yield RequestProblem("path", f"{in_backticks(path)} is not a path", PATH_HELP)


def max_session_duration_problems(seconds: int, written: str) -> Iterator[RequestProblem]:
    """The longest session that a role allows, in seconds, as `written` somewhere (S8)."""
    if not DEFAULT_MAX_SESSION_DURATION <= seconds <= LONGEST_MAXIMUM:
        help = f"Write seconds, {DEFAULT_MAX_SESSION_DURATION} to {LONGEST_MAXIMUM}."
        message = f"{in_backticks(written)} is not a maximum session duration"
        yield RequestProblem("max_session_duration", message, help)


def device_problems(names: Iterable[str]) -> Iterator[RequestProblem]:
    """The names of MFA devices, or their serial numbers: the ARNs of virtual ones (I22)."""
    for name in names:
        if not _DEVICE.fullmatch(name):
            help = "Use 1 to 256 letters, digits and `+=/:,.@_-`."
            yield RequestProblem("mfa_devices", f"{in_backticks(name)} is not the name of a device", help)


def region_problems(region: str) -> Iterator[RequestProblem]:
    """The form of a Region's name."""
    if not REGION.fullmatch(region):
        help = "Write one such as `eu-central-1`."
        yield RequestProblem("region", f"{in_backticks(region)} is not a region", help)


def vpc_problems(vpc: str) -> Iterator[RequestProblem]:
    """The form of a VPC's id."""
    if not _VPC.fullmatch(vpc):
        help = "Write `vpc-` and 8 or 17 of 0-9 and a-f."
        yield RequestProblem("vpc", f"{in_backticks(vpc)} is not the id of a VPC", help)


def endpoint_service_problems(service: str) -> Iterator[RequestProblem]:
    """Whether there is the service that a VPC endpoint leads to."""
    if service not in service_prefixes():
        help = "Write its prefix, such as `s3`."
        yield RequestProblem("service", f"AWS has no service {in_backticks(service)}", help)


def object_problems(thing: Resource, buckets: tuple[Bucket, ...]) -> Iterator[RequestProblem]:
    """The length of an object's key in bytes, and whether one of these buckets holds it; nothing of other resources."""
    if thing.kind is not ResourceKind.OBJECT:
        return
    bucket, _, key = thing.name.partition("/")
    if len(key.encode()) > LONGEST_OBJECT_KEY:
        message = f"the key of {in_backticks(thing.name)} has {len(key.encode())} bytes"
        yield RequestProblem("name", message, f"Use {LONGEST_OBJECT_KEY} at most.", "Your key is too long")
    if bucket not in {each.name for each in buckets}:
        message = f"no bucket of this account holds {in_backticks(thing.name)}"
        yield RequestProblem("name", message, "Begin with the name of one of its buckets and a slash.")
