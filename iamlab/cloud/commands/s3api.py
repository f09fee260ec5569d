"""Commands of `aws s3api`, each of which is one operation of S3's API."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, Keys, Kind, UnreadableCommand, bucket_arn
from iamlab.cloud.commands.plain import OnNone
from iamlab.cloud.commands.s3_keys import (
    ACL_KEYS,
    LISTING_KEYS,
    listing_keys,
    object_tag_keys,
    written,
    written_keys,
)
from iamlab.cloud.commands.values import checked_tags, pairs, structure

_OBJECTS = "'Objects=[{Key=q1.csv}]'"
_ENCRYPTED = "An object encrypted with a KMS key also needs that key."


@dataclass(frozen=True, slots=True)
class OnBucket:
    """One request about the bucket."""

    action: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        yield CommandRequest(self.action, _bucket(command), self.why)


@dataclass(frozen=True, slots=True)
class OnObject:
    """One request about the object, or about one version of it, which takes a permission of its own."""

    action: str
    versioned: str
    why: str

    def __call__(self, command: Command, desk: Desk) -> Iterator[CommandRequest]:
        """Read the command."""
        version = command.value("version-id")
        keys: Keys = {"s3:VersionId": (version,)} if version else {}
        action = self.versioned if version else self.action
        yield CommandRequest(action, _object(command), self.why, keys)


def _bucket(command: Command) -> str:
    return bucket_arn(command.value("bucket"))


def _object(command: Command) -> str:
    return f"{_bucket(command)}/{command.value('key')}"


def list_objects(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`list-objects-v2` and `list-objects`, and `list-object-versions`: what they do not name is not sent."""
    versions = command.operation == "list-object-versions"
    size = command.value("max-keys") or command.value("page-size")
    prefix = command.value("prefix") if command.has("prefix") else None
    keys = listing_keys(prefix, command.value("delimiter"), size)
    action = "s3:ListBucketVersions" if versions else "s3:ListBucket"
    yield CommandRequest(action, _bucket(command), "lists the keys", keys, LISTING_KEYS - set(keys))


def put_object(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`put-object`: an ACL and tags are permissions of their own."""
    yield from written(_object(command), _keys(command), copied=False)


def copy_object(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`copy-object`: the source is read, and the target written."""
    source, _, version = command.value("copy-source").lstrip("/").partition("?versionId=")
    if "/" not in source or ":" in source:
        message = f"`{command.value('copy-source')}` is no object"
        raise UnreadableCommand(message, "Write `--copy-source bucket/key`.")
    keys: Keys = {"s3:VersionId": (version,)} if version else {}
    action = "s3:GetObjectVersion" if version else "s3:GetObject"
    bucket, _, key = source.partition("/")
    yield CommandRequest(action, f"{bucket_arn(bucket)}/{key}", "reads the object", keys)
    yield from written(_object(command), _keys(command), copied=True)


def _keys(command: Command) -> Keys:
    tags = checked_tags(parse_qsl(command.value("tagging"), keep_blank_values=True), "tagging")
    return {**written_keys(command), **object_tag_keys(tags)}


def put_acl(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`put-object-acl` and `put-bucket-acl`."""
    keys = {key: values for key, values in written_keys(command).items() if key in ACL_KEYS}
    of_object = command.operation == "put-object-acl"
    action, arn = ("s3:PutObjectAcl", _object(command)) if of_object else ("s3:PutBucketAcl", _bucket(command))
    yield CommandRequest(action, arn, "sets the ACL", keys, ACL_KEYS - set(keys))


def put_object_tagging(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`put-object-tagging`."""
    example = "'TagSet=[{Key=team,Value=orders}]'"
    tags = structure(command, "tagging", example).get("TagSet")
    if not isinstance(tags, list):
        raise UnreadableCommand("`--tagging` holds no tags", f"Write `--tagging {example}`.")
    keys = object_tag_keys(pairs(tags, "tagging", example))
    version = command.value("version-id")
    action = "s3:PutObjectVersionTagging" if version else "s3:PutObjectTagging"
    yield CommandRequest(action, _object(command), "tags the object", keys)


def delete_object(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`delete-object`: of the latest version, or of one that is named."""
    yield from _deleted(command, _object(command), command.value("version-id"))


def delete_objects(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`delete-objects`: each object is decided by itself."""
    objects = structure(command, "delete", _OBJECTS).get("Objects")
    if not isinstance(objects, list) or not objects:
        raise UnreadableCommand("`--delete` names no objects", f"Write `--delete {_OBJECTS}`.")
    for each in objects:
        key = each.get("Key") if isinstance(each, Mapping) else None
        version = each.get("VersionId", "") if isinstance(each, Mapping) else ""
        if not isinstance(key, str) or not key or not isinstance(version, str):
            raise UnreadableCommand("`--delete` holds an object without a key", f"Write `--delete {_OBJECTS}`.")
        yield from _deleted(command, f"{_bucket(command)}/{key}", version)


def _deleted(command: Command, arn: str, version: str) -> Iterator[CommandRequest]:
    if version:
        keys = {"s3:VersionId": (version,)}
        yield CommandRequest("s3:DeleteObjectVersion", arn, "deletes the version", keys)
    else:
        yield CommandRequest("s3:DeleteObject", arn, "deletes the object")
    if command.has("bypass-governance-retention"):
        yield CommandRequest("s3:BypassGovernanceRetention", arn, "goes past the retention")


def create_bucket(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`create-bucket`: an ACL and an object lock are permissions of their own."""
    example = "LocationConstraint=eu-west-1"
    place = structure(command, "create-bucket-configuration", example).get("LocationConstraint", "")
    keys = {key: values for key, values in written_keys(command).items() if key in ACL_KEYS}
    if isinstance(place, str) and place:
        keys["s3:LocationConstraint"] = (place,)
    absent = (ACL_KEYS | {"s3:LocationConstraint"}) - set(keys)
    arn = _bucket(command)
    yield CommandRequest("s3:CreateBucket", arn, "creates the bucket", keys, absent)
    if any(key in ACL_KEYS for key in keys):
        yield CommandRequest("s3:PutBucketAcl", arn, "sets its ACL", keys, absent)
    if command.has("object-lock-enabled-for-bucket"):
        yield CommandRequest("s3:PutBucketObjectLockConfiguration", arn, "turns the object lock on")
        yield CommandRequest("s3:PutBucketVersioning", arn, "turns versioning on")
    if command.value("object-ownership"):
        yield CommandRequest("s3:PutBucketOwnershipControls", arn, "settles who owns its objects")


KINDS: Mapping[str, Kind] = {
    "list-buckets": Kind(OnNone("s3:ListAllMyBuckets", "lists the buckets of the account")),
    "head-bucket": Kind(OnBucket("s3:ListBucket", "asks whether the bucket is there")),
    "create-bucket": Kind(create_bucket),
    "delete-bucket": Kind(OnBucket("s3:DeleteBucket", "deletes the bucket")),
    "get-bucket-location": Kind(OnBucket("s3:GetBucketLocation", "reads the bucket's Region")),
    "get-bucket-policy": Kind(OnBucket("s3:GetBucketPolicy", "reads the bucket policy")),
    "put-bucket-policy": Kind(OnBucket("s3:PutBucketPolicy", "writes the bucket policy")),
    "delete-bucket-policy": Kind(OnBucket("s3:DeleteBucketPolicy", "deletes the bucket policy")),
    "get-bucket-acl": Kind(OnBucket("s3:GetBucketAcl", "reads the bucket's ACL")),
    "put-bucket-acl": Kind(put_acl),
    "get-bucket-tagging": Kind(OnBucket("s3:GetBucketTagging", "reads the bucket's tags")),
    "put-bucket-tagging": Kind(OnBucket("s3:PutBucketTagging", "tags the bucket")),
    "get-bucket-versioning": Kind(OnBucket("s3:GetBucketVersioning", "reads whether versions are kept")),
    "put-bucket-versioning": Kind(OnBucket("s3:PutBucketVersioning", "sets whether versions are kept")),
    "get-bucket-encryption": Kind(OnBucket("s3:GetEncryptionConfiguration", "reads the bucket's encryption")),
    "put-bucket-encryption": Kind(OnBucket("s3:PutEncryptionConfiguration", "sets the bucket's encryption")),
    "get-public-access-block": Kind(OnBucket("s3:GetBucketPublicAccessBlock", "reads what is blocked")),
    "put-public-access-block": Kind(OnBucket("s3:PutBucketPublicAccessBlock", "sets what is blocked")),
    "delete-public-access-block": Kind(OnBucket("s3:PutBucketPublicAccessBlock", "takes the block away")),
    "list-objects": Kind(list_objects),
    "list-objects-v2": Kind(list_objects),
    "list-object-versions": Kind(list_objects),
    "get-object": Kind(OnObject("s3:GetObject", "s3:GetObjectVersion", "reads the object"), _ENCRYPTED),
    "head-object": Kind(
        OnObject("s3:GetObject", "s3:GetObjectVersion", "reads what is known of the object"),
        "Without `s3:ListBucket` S3 answers that the object is forbidden where it is missing.",
    ),
    "get-object-acl": Kind(OnObject("s3:GetObjectAcl", "s3:GetObjectVersionAcl", "reads the object's ACL")),
    "get-object-tagging": Kind(OnObject("s3:GetObjectTagging", "s3:GetObjectVersionTagging", "reads its tags")),
    "put-object": Kind(put_object, _ENCRYPTED),
    "copy-object": Kind(copy_object, _ENCRYPTED),
    "put-object-acl": Kind(put_acl),
    "put-object-tagging": Kind(put_object_tagging),
    "delete-object": Kind(delete_object),
    "delete-objects": Kind(delete_objects),
}
