"""Commands of `aws s3`: files and prefixes, which the CLI turns into requests for objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from iamlab.cloud.commands.model import (
    Command,
    CommandRequest,
    Desk,
    Keys,
    Kind,
    UnreadableCommand,
    bucket_arn,
    tag_keys,
)
from iamlab.cloud.commands.s3_keys import LISTING_KEYS, listing_keys, pairwise_tags, written, written_keys
from iamlab.cloud.resources import DEFAULT_REGION

_READ, _REMOVE = "s3:GetObject", "s3:DeleteObject"


@dataclass(frozen=True, slots=True)
class Path:
    """A place that a command names: `s3://bucket/key`, or a local file, which has no bucket."""

    bucket: str
    key: str

    @property
    def arn(self) -> str:
        """The bucket's ARN."""
        return bucket_arn(self.bucket)

    def object_arn(self, key: str) -> str:
        """The ARN of an object in the bucket."""
        return f"{self.arn}/{key}"

    @property
    def prefix(self) -> str:
        """The key as a folder: with a slash at its end, unless it is empty."""
        return self.key if not self.key or self.key.endswith("/") else f"{self.key}/"


def copy(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 cp` and `s3 mv`: one object, or a whole prefix with `--recursive`."""
    source, target = _two_paths(command)
    if command.has("recursive"):
        yield from _many(command, desk, source, target)
        return
    if source.bucket and not source.key:
        raise UnreadableCommand("the source is a bucket and no object", "Name an object, or add `--recursive`.")
    key = target.key + _file_name(source) if not target.key or target.key.endswith("/") else target.key
    yield from _one(command, source, source.key, target, key)


def sync(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 sync`: both sides are listed, and what differs is copied."""
    source, target = _two_paths(command)
    if target.bucket:
        yield _listing(command, target, "lists what is there already")
    yield from _many(command, desk, source, target)
    if command.has("delete") and target.bucket and not command.has("dryrun"):
        for key in _under(command, desk, target, "old.txt"):
            yield CommandRequest(_REMOVE, target.object_arn(key), "removes what the source does not have")


def remove(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 rm`: one object, or a whole prefix with `--recursive`."""
    path = _s3_path(command)
    if command.has("recursive"):
        yield _listing(command, path, "finds the objects")
    elif not path.key:
        raise UnreadableCommand("there is no object to remove", "Name an object, or add `--recursive`.")
    if not command.has("dryrun"):
        keys = _under(command, desk, path) if command.has("recursive") else [path.key]
        yield from (CommandRequest(_REMOVE, path.object_arn(key), "removes the object") for key in keys)


def list_(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 ls`: the caller's buckets, or what is under a prefix; a bucket may be named without `s3://`."""
    word = command.words[0] if command.words else "s3://"
    if word == "s3://":
        yield CommandRequest("s3:ListAllMyBuckets", "*", "lists the buckets of the account")
        return
    path = _path(word if word.startswith("s3:") else f"s3://{word}")
    delimiter = "" if command.has("recursive") else "/"
    keys = listing_keys(path.key, delimiter, command.value("page-size"))
    yield CommandRequest("s3:ListBucket", path.arn, "lists the keys under the prefix", keys, LISTING_KEYS - set(keys))


def make_bucket(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 mb`; outside us-east-1 it says where the bucket is to be."""
    arn = _bucket(command).arn
    there = desk.region and desk.region != DEFAULT_REGION
    keys: Keys = {"s3:LocationConstraint": (desk.region,)} if there else {}
    absent = frozenset() if there else frozenset({"s3:LocationConstraint"})
    tags = tag_keys(pairwise_tags(command))
    yield CommandRequest("s3:CreateBucket", arn, "creates the bucket", {**keys, **tags}, absent)
    if tags:
        yield CommandRequest("s3:TagResource", arn, "tags the bucket", tags)


def remove_bucket(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 rb`; `--force` empties the bucket first."""
    path = _bucket(command)
    if command.has("force"):
        yield _listing(command, path, "finds the objects")
        for key in desk.objects_under(path.bucket, ""):
            yield CommandRequest(_REMOVE, path.object_arn(key), "removes the object")
    yield CommandRequest("s3:DeleteBucket", path.arn, "deletes the bucket")


def presign(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 presign`: the request is made later, by whoever has the address, and counts as the signer's."""
    path = _s3_path(command)
    if not path.key:
        raise UnreadableCommand("the place is a bucket and no object", "Name an object: `s3://bucket/key`.")
    keys = {"s3:authType": ("REST-QUERY-STRING",)}
    yield CommandRequest(_READ, path.object_arn(path.key), "reads the object, when somebody opens the address", keys)


def _one(command: Command, source: Path, source_key: str, target: Path, key: str) -> Iterator[CommandRequest]:
    """One object on its way."""
    if command.has("dryrun"):
        return
    if source.bucket:
        yield CommandRequest(_READ, source.object_arn(source_key), "reads the object")
    if target.bucket:
        yield from written(target.object_arn(key), written_keys(command), copied=bool(source.bucket))
    if source.bucket and command.operation == "mv":
        yield CommandRequest(_REMOVE, source.object_arn(source_key), "removes the object that was copied")


def _many(command: Command, desk: Desk, source: Path, target: Path) -> Iterator[CommandRequest]:
    """Every object under a prefix, or every file of a folder."""
    keys: tuple[str, ...] = ("example.txt",)
    if source.bucket:
        yield _listing(command, source, "finds the objects")
        keys = tuple(key.removeprefix(source.prefix) for key in _under(command, desk, source))
    for key in keys:
        yield from _one(command, source, source.prefix + key, target, target.prefix + key)


def _under(command: Command, desk: Desk, path: Path, example: str = "example.txt") -> list[str]:
    """The objects under a prefix that `--exclude` and `--include` leave: of these, the last that fits decides."""
    command.looked_at.update(("exclude", "include"))
    left = []
    for key in desk.objects_under(path.bucket, path.prefix, example):
        fitting = [kind for kind, pattern in command.filters if fnmatchcase(key.removeprefix(path.prefix), pattern)]
        left += [key] if fitting[-1:] != ["exclude"] else []
    return left


def _listing(command: Command, path: Path, why: str) -> CommandRequest:
    keys = listing_keys(path.prefix, "", command.value("page-size"))
    return CommandRequest("s3:ListBucket", path.arn, why, keys, LISTING_KEYS - set(keys))


def _two_paths(command: Command) -> tuple[Path, Path]:
    source, target = (_path(word) for word in command.words)
    if not source.bucket and not target.bucket:
        raise UnreadableCommand("neither place is in S3", "Write one of them as `s3://bucket/key`.")
    return source, target


def _s3_path(command: Command) -> Path:
    path = _path(command.words[0])
    if not path.bucket:
        raise UnreadableCommand(f"`aws {command.name}` needs one place in S3", "Write it as `s3://bucket/key`.")
    return path


def _bucket(command: Command) -> Path:
    path = _s3_path(command)
    if path.key:
        raise UnreadableCommand(f"`{command.words[0]}` is more than a bucket", f"Write `s3://{path.bucket}`.")
    return path


def _path(word: str) -> Path:
    if not word.startswith("s3:"):
        return Path("", word)
    if not word.startswith("s3://"):
        raise UnreadableCommand(f"`{word}` is no place in S3", "Write two slashes: `s3://bucket/key`.")
    bucket, _, key = word.removeprefix("s3://").partition("/")
    if ":" in bucket:
        raise UnreadableCommand(f"`{word}` is an access point", "Name its bucket: this cloud has no access points.")
    if not bucket:
        raise UnreadableCommand(f"`{word}` names no bucket", "Write `s3://bucket/key`.")
    if "*" in word:
        help = "Name the prefix with `--recursive`, and choose with `--exclude` and `--include`."
        raise UnreadableCommand(f"`{word}` holds a `*`, which `aws s3` takes as a letter of the key", help)
    return Path(bucket, key)


def _file_name(path: Path) -> str:
    return path.key.rstrip("/").rpartition("/")[2] or "example.txt"


_ENCRYPTED = (
    "An object encrypted with a KMS key also needs that key: `kms:Decrypt` to read, `kms:GenerateDataKey` to write."
)
_TAGGED = "An object with tags also needs `s3:GetObjectTagging` on the source and `s3:PutObjectTagging` on the target."

KINDS = {
    "cp": Kind(copy, f"{_ENCRYPTED} {_TAGGED}"),
    "mv": Kind(copy, f"{_ENCRYPTED} {_TAGGED}"),
    "sync": Kind(sync, f"One request stands for each object or file. {_ENCRYPTED}"),
    "rm": Kind(remove),
    "ls": Kind(list_),
    "mb": Kind(make_bucket),
    "rb": Kind(remove_bucket),
    "presign": Kind(
        presign,
        "Signing asks AWS nothing. Whoever opens the address asks with the permissions that the signer has then.",
    ),
}
