"""Amazon Resource Names and account ids."""

import re
from dataclasses import dataclass

_ACCOUNT_ID = re.compile(r"[0-9]{12}")
_TYPE_SEPARATOR = re.compile(r"[/:]")


@dataclass(frozen=True, slots=True)
class Arn:
    """The six fields of `arn:partition:service:region:account:resource`; the fields are text as written (I1).

    Region and account are empty where the service has none. The resource keeps its own colons and slashes.
    """

    partition: str
    service: str
    region: str
    account: str
    resource: str

    def __str__(self) -> str:
        return f"arn:{self.partition}:{self.service}:{self.region}:{self.account}:{self.resource}"

    @property
    def resource_type(self) -> str:
        """`role` in `role/dev/reader` and `log-group` in `log-group:app`; empty where the resource is a bare id (I1).

        By form alone: the resource of an S3 object, `bucket/key`, has no type, and here its bucket is returned.
        """
        return self._type_and_id[0]

    @property
    def resource_id(self) -> str:
        """What follows the type: `dev/reader` in `role/dev/reader`, and all of a bare id (I1)."""
        return self._type_and_id[1]

    @property
    def _type_and_id(self) -> tuple[str, str]:
        parts = _TYPE_SEPARATOR.split(self.resource, maxsplit=1)
        return (parts[0], parts[1]) if len(parts) == 2 else ("", self.resource)


def parse_arn(text: str) -> Arn | None:
    """The ARN that `text` writes, or None if it does not start with `arn:` or has fewer than six fields (I1).

    Fields may be empty or hold wildcards; what a service makes of them is not judged here.
    """
    fields = text.split(":", 5)
    if len(fields) < 6 or fields[0] != "arn":
        return None
    return Arn(*fields[1:])


def is_account_id(text: str) -> bool:
    """Whether `text` is exactly twelve digits (I2)."""
    return _ACCOUNT_ID.fullmatch(text) is not None
