"""Commands of `aws s3`: files and prefixes, which the CLI turns into requests for objects."""

from collections.abc import Iterator
from dataclasses import dataclass

from iamlab.cloud.commands.model import Command, CommandRequest, Desk, UnreadableCommand

_READ, _WRITE, _REMOVE = "s3:GetObject", "s3:PutObject", "s3:DeleteObject"


@dataclass(frozen=True, slots=True)
class Path:
    """A place that a command names: `s3://bucket/key`, or a local file, which has no bucket."""

    bucket: str
    key: str

    @property
    def arn(self) -> str:
        """The bucket's ARN."""
        return f"arn:aws:s3:::{self.bucket}"

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
        yield _listing(target, "lists what is there already")
    yield from _many(command, desk, source, target)
    if command.has("delete") and target.bucket and not command.has("dryrun"):
        for key in desk.objects_under(target.bucket, target.prefix, "old.txt"):
            yield CommandRequest(_REMOVE, target.object_arn(key), "removes what the source does not have")


def remove(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 rm`: one object, or a whole prefix with `--recursive`."""
    path = _s3_path(command)
    if command.has("recursive"):
        yield _listing(Path(path.bucket, path.key), "finds the objects", whole_key=True)
    elif not path.key:
        raise UnreadableCommand("there is no object to remove", "Name an object, or add `--recursive`.")
    if not command.has("dryrun"):
        keys = desk.objects_under(path.bucket, path.key) if command.has("recursive") else (path.key,)
        yield from (CommandRequest(_REMOVE, path.object_arn(key), "removes the object") for key in keys)


def list_(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 ls`: the caller's buckets, or what is under a prefix."""
    if not command.words:
        yield CommandRequest("s3:ListAllMyBuckets", "*", "lists the buckets of the account")
        return
    path = _s3_path(command)
    keys = {"s3:prefix": (path.key,)} | ({} if command.has("recursive") else {"s3:delimiter": ("/",)})
    yield CommandRequest("s3:ListBucket", path.arn, "lists the keys under the prefix", keys)


def make_bucket(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 mb`."""
    yield CommandRequest("s3:CreateBucket", _s3_path(command).arn, "creates the bucket")


def remove_bucket(command: Command, desk: Desk) -> Iterator[CommandRequest]:
    """`s3 rb`; `--force` empties the bucket first."""
    path = _s3_path(command)
    if command.has("force"):
        yield _listing(path, "finds the objects")
        for key in desk.objects_under(path.bucket, ""):
            yield CommandRequest(_REMOVE, path.object_arn(key), "removes the object")
    yield CommandRequest("s3:DeleteBucket", path.arn, "deletes the bucket")


def _one(command: Command, source: Path, source_key: str, target: Path, key: str) -> Iterator[CommandRequest]:
    """One object on its way."""
    if command.has("dryrun"):
        return
    if source.bucket:
        yield CommandRequest(_READ, source.object_arn(source_key), "reads the object")
    if target.bucket:
        yield CommandRequest(_WRITE, target.object_arn(key), "writes the object", _written(command))
        if command.has("acl"):
            yield CommandRequest("s3:PutObjectAcl", target.object_arn(key), "sets its ACL", _written(command))
    if source.bucket and command.operation == "mv":
        yield CommandRequest(_REMOVE, source.object_arn(source_key), "removes the object that was copied")


def _many(command: Command, desk: Desk, source: Path, target: Path) -> Iterator[CommandRequest]:
    """Every object under a prefix, or every file of a folder."""
    keys: tuple[str, ...] = ("example.txt",)
    if source.bucket:
        yield _listing(source, "finds the objects")
        keys = tuple(key.removeprefix(source.prefix) for key in desk.objects_under(source.bucket, source.prefix))
    for key in keys:
        yield from _one(command, source, source.prefix + key, target, target.prefix + key)


def _listing(path: Path, why: str, *, whole_key: bool = False) -> CommandRequest:
    prefix = path.key if whole_key else path.prefix
    return CommandRequest("s3:ListBucket", path.arn, why, {"s3:prefix": (prefix,)})


def _written(command: Command) -> dict[str, tuple[str, ...]]:
    """The condition keys that options of a copy fill."""
    keys = {
        "acl": "s3:x-amz-acl",
        "sse": "s3:x-amz-server-side-encryption",
        "sse-kms-key-id": "s3:x-amz-server-side-encryption-aws-kms-key-id",
        "storage-class": "s3:x-amz-storage-class",
    }
    if command.options.get("sse") == ():
        return {"s3:x-amz-server-side-encryption": ("AES256",)}
    return {key: (command.value(option),) for option, key in keys.items() if command.value(option)}


def _two_paths(command: Command) -> tuple[Path, Path]:
    if len(command.words) != 2:
        message = f"`aws {command.name}` needs a source and a target, and {len(command.words)} stand there"
        raise UnreadableCommand(message, f"Write `aws {command.name} s3://reports/q1.csv .`.")
    source, target = (_path(word) for word in command.words)
    if not source.bucket and not target.bucket:
        raise UnreadableCommand("neither place is in S3", "Write one of them as `s3://bucket/key`.")
    return source, target


def _s3_path(command: Command) -> Path:
    path = _path(command.words[0]) if len(command.words) == 1 else Path("", "")
    if not path.bucket:
        raise UnreadableCommand(f"`aws {command.name}` needs one place in S3", "Write it as `s3://bucket/key`.")
    return path


def _path(word: str) -> Path:
    if not word.startswith("s3://"):
        return Path("", word)
    bucket, _, key = word.removeprefix("s3://").partition("/")
    if not bucket or ":" in bucket:
        raise UnreadableCommand(f"`{word}` names no bucket", "Write `s3://bucket/key`.")
    return Path(bucket, key)


def _file_name(path: Path) -> str:
    return path.key.rstrip("/").rpartition("/")[2] or "example.txt"
