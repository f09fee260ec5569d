"""The condition keys that requests to S3 fill, and those that they are known not to carry then."""

from collections.abc import Iterator

from iamlab.cloud.commands.model import Command, CommandRequest, Keys, UnreadableCommand
from iamlab.cloud.commands.values import checked_tags
from iamlab.cloud.resources import Tags

_HEADERS = {
    "acl": "s3:x-amz-acl",
    "sse": "s3:x-amz-server-side-encryption",
    "server-side-encryption": "s3:x-amz-server-side-encryption",
    "sse-kms-key-id": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "ssekms-key-id": "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "storage-class": "s3:x-amz-storage-class",
    "metadata-directive": "s3:x-amz-metadata-directive",
    "website-redirect": "s3:x-amz-website-redirect-location",
    "website-redirect-location": "s3:x-amz-website-redirect-location",
    "grant-read": "s3:x-amz-grant-read",
    "grant-write": "s3:x-amz-grant-write",
    "grant-read-acp": "s3:x-amz-grant-read-acp",
    "grant-write-acp": "s3:x-amz-grant-write-acp",
    "grant-full-control": "s3:x-amz-grant-full-control",
}
_GRANTS = {"read": "read", "readacl": "read-acp", "writeacl": "write-acp", "full": "full-control"}

WRITING_KEYS = frozenset(
    {*_HEADERS.values(), "s3:RequestObjectTag/", "s3:RequestObjectTagKeys", "s3:x-amz-copy-source"}
)
"""Keys of a request that writes an object."""

ACL_KEYS = frozenset(key for key in _HEADERS.values() if "acl" in key or "grant" in key)
"""Keys of a request that sets an ACL."""

LISTING_KEYS = frozenset({"s3:prefix", "s3:delimiter", "s3:max-keys"})
"""Keys of a request that lists a bucket."""


def written_keys(command: Command) -> dict[str, tuple[str, ...]]:
    """The keys that options of `s3 cp` and `s3api put-object` fill."""
    keys = {key: (command.value(option),) for option, key in _HEADERS.items() if command.value(option)}
    if command.has("sse") and not command.value("sse"):
        keys["s3:x-amz-server-side-encryption"] = ("AES256",)
    for grant in command.values("grants"):
        permission, equals, grantee = grant.partition("=")
        if permission not in _GRANTS or not equals or not grantee:
            help = "Write `--grants read=uri=http://acs.amazonaws.com/groups/global/AllUsers`."
            raise UnreadableCommand(f"`{grant}` is no grant", help)
        keys[f"s3:x-amz-grant-{_GRANTS[permission]}"] = (grantee,)
    return keys | object_tag_keys(pairwise_tags(command))


def written(arn: str, keys: Keys, *, copied: bool) -> Iterator[CommandRequest]:
    """An object is written: its ACL and its tags take permissions of their own, each with the keys that it has."""
    known = WRITING_KEYS - ({"s3:x-amz-copy-source"} if copied else set())
    yield CommandRequest("s3:PutObject", arn, "writes the object", keys, known - set(keys))
    acl = {key: values for key, values in keys.items() if key in ACL_KEYS}
    if acl:
        yield CommandRequest("s3:PutObjectAcl", arn, "sets its ACL", acl, ACL_KEYS - set(acl))
    tags = {key: values for key, values in keys.items() if key.startswith("s3:RequestObjectTag")}
    if tags:
        yield CommandRequest("s3:PutObjectTagging", arn, "tags the object", tags, frozenset({"s3:RequestObjectTag/"}))


def object_tag_keys(tags: Tags) -> dict[str, tuple[str, ...]]:
    """The keys of a request that tags an object."""
    if not tags:
        return {}
    values = {f"s3:RequestObjectTag/{key}": (value,) for key, value in tags}
    return {"s3:RequestObjectTagKeys": tuple(key for key, _ in tags), **values}


def pairwise_tags(command: Command) -> Tags:
    """Tags as `aws s3` takes them: `--tags team orders`."""
    words = command.values("tags")
    return checked_tags(zip(words[::2], words[1::2], strict=True), "tags")


def listing_keys(prefix: str | None, delimiter: str, page_size: str) -> dict[str, tuple[str, ...]]:
    """The keys of a request that lists a bucket; a prefix can be sent and empty, or not be sent."""
    keys: dict[str, tuple[str, ...]] = {} if prefix is None else {"s3:prefix": (prefix,)}
    given = {"s3:delimiter": delimiter, "s3:max-keys": page_size}
    return keys | {key: (value,) for key, value in given.items() if value}
